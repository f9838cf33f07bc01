-- domain is '' for the default domain, whatever its name. slug_folded and search_text are the program's own case-folded
-- forms: the engines' lower() knows different letters. Rows are never deleted: a slug is given out once.
create table links (
  id              {{id}},
  domain          text    not null,
  slug            text    not null,
  slug_folded     text    not null,
  url             text    not null,
  destination_key bigint  not null,
  utm_source      text,
  utm_medium      text,
  utm_campaign    text,
  utm_term        text,
  utm_content     text,
  ref             text,
  title           text,
  notes           text,
  external_id     text,
  valid_since     bigint,
  valid_until     bigint,
  max_clicks      bigint,
  expired_url     text,
  status          int     not null,
  forward_query   boolean not null,
  track_conversions boolean not null default false,
  snippet         boolean not null default false,
  enabled         boolean not null,
  archived        boolean not null,
  qr              text,
  share           text,
  search_text     text    not null,
  created_at      bigint  not null,
  updated_at      bigint  not null,
  deleted_at      bigint,
  unique (domain, slug)
);
create index links_by_folded_slug on links (slug_folded, id);
create index links_by_destination on links (destination_key);
create index links_by_created_at on links (created_at, id);
create index links_by_updated_at on links (updated_at, id);
create unique index links_by_external_id on links (external_id) where deleted_at is null;

create table link_tags (
  link_id      bigint  not null references links (id),
  tag          text    not null,
  position     int     not null,
  primary key (link_id, tag)
) {{clustered}};
create index link_tags_by_tag on link_tags (tag, link_id);

-- Who changed what, and what other processes read to see changes: ids ascend in the order of the commits.
create table link_changes (
  id           {{id}},
  link_id      bigint  not null references links (id),
  at           bigint  not null,
  key_id       bigint,
  action       text    not null,
  fields       text    not null
);
create index link_changes_by_link on link_changes (link_id, id);
