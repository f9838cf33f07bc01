-- id is the number that the token spells, so that a token is found by the primary key, and a report writes a token from
-- the number that the hits hold. Rows never change.
create table shares (
  id           bigint  primary key,
  link_id      bigint  not null references links (id),
  parent_id    bigint  references shares (id),
  generation   bigint  not null,
  channel      text    not null,
  app          text    not null,
  advocate_id  bigint  not null,
  minted_by    text    not null,
  button       text    not null,
  visitor      bigint,
  created_at   bigint  not null
) {{clustered}};
create index shares_by_link on shares (link_id, created_at, id);
create index shares_of_bare_links on shares (link_id, created_at, id) where parent_id is null;
create index shares_by_parent on shares (parent_id, created_at, id) where parent_id is not null;

-- A second press of the same button by the same visitor finds the share of the first.
create unique index shares_by_press on shares (link_id, visitor, coalesce(parent_id, 0), minted_by, button)
  where visitor is not null;

-- As link_counts: roll-up plus the tail that is not folded yet.
create view share_counts as
select
  s.id as share_id,
  coalesce(t.clicks, 0) + coalesce(h.clicks, 0) as clicks,
  coalesce(t.unique_clicks, 0) + coalesce(h.unique_clicks, 0) as unique_clicks,
  coalesce(t.qr_scans, 0) + coalesce(h.qr_scans, 0) as qr_scans,
  coalesce(t.previews, 0) + coalesce(h.previews, 0) as previews,
  coalesce(t.bots, 0) + coalesce(h.bots, 0) as bots,
  coalesce(t.prefetches, 0) + coalesce(h.prefetches, 0) as prefetches
from shares s
left join share_totals t on t.share_id = s.id
left join (
  select
    share_id,
    sum(case when kind = 0 then 1 else 0 end) as clicks,
    sum(is_unique) as unique_clicks,
    sum(case when kind = 0 and trigger = 1 then 1 else 0 end) as qr_scans,
    sum(case when kind = 1 then 1 else 0 end) as previews,
    sum(case when kind = 2 then 1 else 0 end) as bots,
    sum(case when kind = 3 then 1 else 0 end) as prefetches
  from hits
  where reason = 0
    and share_id <> 0
    and seq > (select w.value from watermarks w where w.name = 'folded')
  group by share_id
) h on h.share_id = s.id;
