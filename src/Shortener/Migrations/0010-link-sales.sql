-- The click that each conversion counts for: the one it names, else the last of its person within its lookback. Clicks
-- alone: one that turned out to be a bot's is none. A refund counts where its sale does. revenue is in minor units of
-- currency (its number in ISO 4217, 0 for none), below 0 for a refund. What no click is known of is not here.
create view conversion_clicks_now as
select
  told.conversion_id, told.seq,
  coalesce((select h.link_id from hits h where h.seq = told.seq), (select t.link_id from touches t where t.seq = told.seq)) as link_id,
  told.conversions, told.revenue, told.currency
from (
  select
    c.id as conversion_id,
    case when c.kind = 2 then 0 else 1 end as conversions,
    case when c.kind = 2 then -c.amount else c.amount end as revenue,
    c.currency as currency,
    coalesce(
      (select k.seq
       from click_ids k
       left join hits h on h.seq = k.seq
       left join touches t on t.seq = k.seq
       where k.hash = c.click and c.click <> 0
         and coalesce(h.kind, 0) = 0 and coalesce(h.at, t.at) is not null),
      (select k.seq
       from click_joins j
       join click_ids k on k.hash = j.click
       left join hits h on h.seq = k.seq
       left join touches t on t.seq = k.seq
       where j.person = c.person and c.person <> 0
         and coalesce(h.kind, 0) = 0
         and coalesce(h.at, t.at) <= coalesce(s.occurred_at, c.occurred_at)
         and coalesce(h.at, t.at) >= coalesce(s.occurred_at, c.occurred_at) - cast(c.lookback_days as bigint) * 86400000
       order by coalesce(h.at, t.at) desc, k.seq desc
       limit 1)) as seq
  from conversions c
  left join conversions s on s.invoice = c.invoice and s.invoice <> 0 and s.kind = 1 and c.kind = 2
) told
where told.seq is not null;

-- The same, as it was when the timelines of its person were made.
create table conversion_clicks (
  conversion_id bigint   primary key,
  seq           bigint   not null,
  link_id       bigint   not null,
  conversions   smallint not null,
  revenue       bigint   not null,
  currency      smallint not null
) {{clustered}};

-- What that adds up to for each link.
create table link_sales (
  link_id       bigint   not null,
  currency      smallint not null,
  conversions   bigint   not null,
  revenue       bigint   not null,
  primary key (link_id, currency)
) {{clustered}};

-- Conversions that conversion_clicks may be wrong about. Of many changes (an import) the first alone, so that whoever
-- adds up what waits is done in milliseconds; the rest is right once it was its turn.
create view waiting_conversions as
select c.id as conversion_id
from conversions c
where c.person <> 0 and c.person in (select w.person from (select p.person from person_changes p order by p.id limit 1000) w)
union
select w.conversion_id
from (select p.conversion_id from person_changes p order by p.id limit 1000) w
where w.conversion_id <> 0;

-- What is on its way into link_sales: to be added up with it. (Cross joins: for an `on`, SQLite would work out all of
-- conversion_clicks_now.)
create view link_sales_waiting as
select n.link_id, n.currency, n.conversions, n.revenue
from waiting_conversions w
cross join conversion_clicks_now n
where n.conversion_id = w.conversion_id
union all
select k.link_id, k.currency, -k.conversions, -k.revenue
from waiting_conversions w
cross join conversion_clicks k
where k.conversion_id = w.conversion_id;

-- Whoever has conversions already is looked at.
insert into person_changes (person, conversion_id)
select distinct c.person, case when c.person = 0 then c.id else 0 end
from conversions c;
