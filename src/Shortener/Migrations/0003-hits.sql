-- Text that repeats is kept once and referred to by number: user agents, referrers, languages, signals, slugs of
-- orphans, and every word that reports group by.
create table texts (
  id           {{id}},
  text         text    not null unique
);

-- Tuples that repeat. Empty stands for "unknown": a null would not be unique.
create table clients (
  id           {{id}},
  browser      text    not null,
  os           text    not null,
  device       text    not null,
  in_app       text    not null,
  bot          text    not null,
  unique (browser, os, device, in_app, bot)
);

create table origins (
  id           {{id}},
  channel      text    not null,
  app          text    not null,
  evidence     text    not null,
  confidence   int     not null,
  dark         int     not null,
  shared       int     not null,
  unique (channel, app, evidence, confidence, dark, shared)
);

create table places (
  id           {{id}},
  country      text    not null,
  region       text    not null,
  city         text    not null,
  unique (country, region, city)
);

-- The utm values and ref that went out with a hit.
create table utm_sets (
  id           {{id}},
  utm_source   text    not null,
  utm_medium   text    not null,
  utm_campaign text    not null,
  utm_term     text    not null,
  utm_content  text    not null,
  ref          text    not null,
  unique (utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref)
);

-- The log, written in the request's path: no index but the row number, no reference that a commit would check. Until a
-- hit is folded, what follows may show that it was a bot's; then it is final, but for `reclassify`.
create table hits (
  seq           {{id}},
  uid           bigint   not null,
  at            bigint   not null,
  link_id       bigint   not null,
  kind          smallint not null,
  trigger       smallint not null,
  is_unique     smallint not null,
  is_imported   smallint not null,
  reason        smallint not null,
  visitor       bigint   not null,
  network       bigint   not null,
  user_agent_id bigint   not null,
  signals_id    bigint   not null,
  referrer_id   bigint   not null,
  language_id   bigint   not null,
  place_id      bigint   not null,
  utm_id        bigint   not null,
  client_id     bigint   not null,
  origin_id     bigint   not null,
  slug_id       bigint   not null,
  share_id      bigint   not null,
  generation    bigint   not null,
  advocate_id   bigint   not null
);

-- The same hits (but orphans) by link and time, up to the watermark 'settled': where a link's reports read. Rows above it
-- are on their way here, and nobody reads them yet.
create table link_hits (
  link_id      bigint   not null,
  at           bigint   not null,
  seq          bigint   not null,
  kind         smallint not null,
  trigger      smallint not null,
  is_unique    smallint not null,
  referrer_id  bigint   not null,
  language_id  bigint   not null,
  place_id     bigint   not null,
  utm_id       bigint   not null,
  client_id    bigint   not null,
  origin_id    bigint   not null,
  share_id     bigint   not null,
  generation   bigint   not null,
  advocate_id  bigint   not null,
  primary key (link_id, at, seq)
) {{clustered}};

-- Roll-ups of the whole instance. Quarters of an hour, because every time zone's days begin on one.
create table hit_quarters (
  quarter       bigint  primary key,
  clicks        bigint  not null,
  unique_clicks bigint  not null,
  qr_scans      bigint  not null,
  previews      bigint  not null,
  bots          bigint  not null,
  prefetches    bigint  not null
) {{clustered}};

-- Where in the log the hits of a quarter lie, orphans too. Mostly one stretch; a replay adds another.
create table hit_spans (
  quarter       bigint  not null,
  first_seq     bigint  not null,
  last_seq      bigint  not null,
  primary key (quarter, first_seq)
) {{clustered}};

-- One dimension's values by UTC day. key is a number of the log itself (a link, a share), or the id of a text; 0 stands
-- for "unknown". Hits come in parts, a run of the log each: rows are only ever added, many short transactions long, and
-- count once the part is whole (watermark 'part').
create table hit_days (
  dimension     smallint not null,
  day           int      not null,
  part          bigint   not null,
  key           bigint   not null,
  clicks        bigint   not null,
  unique_clicks bigint   not null,
  qr_scans      bigint   not null,
  previews      bigint   not null,
  bots          bigint   not null,
  prefetches    bigint   not null,
  primary key (dimension, day, part, key)
) {{clustered}};

-- The same by UTC month, for months that are closed: all days' parts up to closed_months.part in that part, and what came
-- late in parts of its own.
create table hit_months (
  dimension     smallint not null,
  month         int      not null,
  part          bigint   not null,
  key           bigint   not null,
  clicks        bigint   not null,
  unique_clicks bigint   not null,
  qr_scans      bigint   not null,
  previews      bigint   not null,
  bots          bigint   not null,
  prefetches    bigint   not null,
  primary key (dimension, month, part, key)
) {{clustered}};

create table closed_months (
  month         int     primary key,
  part          bigint  not null
);

create table link_totals (
  link_id       bigint  primary key,
  clicks        bigint  not null,
  unique_clicks bigint  not null,
  qr_scans      bigint  not null,
  previews      bigint  not null,
  bots          bigint  not null,
  prefetches    bigint  not null
) {{clustered}};

create table share_totals (
  share_id      bigint  primary key,
  clicks        bigint  not null,
  unique_clicks bigint  not null,
  qr_scans      bigint  not null,
  previews      bigint  not null,
  bots          bigint  not null,
  prefetches    bigint  not null
) {{clustered}};

-- folded: hit_quarters, hit_spans, link_totals and share_totals hold the hits up to this seq.
-- settled: link_hits, hit_days and hit_months do, in parts up to 'part'; settling: up to where the next part goes.
-- closed: how many months are. removed: single hits before this instant were removed.
-- repaired: how often hits or counts were corrected, so that two never correct the same twice.
-- reclassified: the first visitor day that a run of `reclassify` which was broken off has not done; 0 where none was.
-- reclassified_by: what its patterns are known by.
create table watermarks (
  name         text    primary key,
  value        bigint  not null
);
insert into watermarks (name, value)
values ('folded', 0), ('settled', 0), ('settling', 0), ('part', 0), ('closed', 0), ('removed', 0), ('repaired', 0),
  ('reclassified', 0), ('reclassified_by', 0);

create table visitor_salts (
  day          int     primary key,
  salt         bytea   not null,
  created_at   bigint  not null
);

-- A click that was its visitor's first on a link that day, and turned out to be a bot's, leaves its place to the next one:
-- seq is that hit's, 0 while none has come. Kept as long as the day's salt.
create table unique_heirs (
  visitor      bigint  not null,
  day          int     not null,
  link_id      bigint  not null,
  seq          bigint  not null,
  primary key (visitor, day, link_id)
) {{clustered}};

-- Lines of replayed files that are in the log, so that a second replay adds nothing.
create table replayed_lines (
  uid          bigint  primary key
) {{clustered}};

-- What every list of links shows beside a link: roll-up plus the tail that is not folded yet. One row a link, and no
-- aggregate around it, so that both engines look up the links that are asked for instead of adding up all there are.
create view link_counts as
select
  l.id as link_id,
  coalesce(t.clicks, 0) + coalesce(h.clicks, 0) as clicks,
  coalesce(t.unique_clicks, 0) + coalesce(h.unique_clicks, 0) as unique_clicks,
  coalesce(t.qr_scans, 0) + coalesce(h.qr_scans, 0) as qr_scans,
  coalesce(t.previews, 0) + coalesce(h.previews, 0) as previews,
  coalesce(t.bots, 0) + coalesce(h.bots, 0) as bots,
  coalesce(t.prefetches, 0) + coalesce(h.prefetches, 0) as prefetches
from links l
left join link_totals t on t.link_id = l.id
left join (
  select
    link_id,
    sum(case when kind = 0 then 1 else 0 end) as clicks,
    sum(is_unique) as unique_clicks,
    sum(case when kind = 0 and trigger = 1 then 1 else 0 end) as qr_scans,
    sum(case when kind = 1 then 1 else 0 end) as previews,
    sum(case when kind = 2 then 1 else 0 end) as bots,
    sum(case when kind = 3 then 1 else 0 end) as prefetches
  from hits
  where reason = 0
    and seq > (select w.value from watermarks w where w.name = 'folded')
  group by link_id
) h on h.link_id = l.id;
