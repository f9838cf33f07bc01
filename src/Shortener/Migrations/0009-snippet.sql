-- Who came to a destination through which share on which visitor day, by a redirect that handed over its token or, as the
-- snippet says, without one. Visitors as hits know them: kept as long as the day's salt.
create table share_landings (
  share_id     bigint   not null,
  visitor      bigint   not null,
  day          int      not null,
  primary key (share_id, visitor, day)
) {{clustered}};

-- key: hash of the random number by which a page knows its arrival while it is open, so that it can say later who arrived.
-- 0 where nobody can, or may any more.
alter table share_arrivals add column key bigint not null default 0;
create index share_arrivals_by_key on share_arrivals (key) where key <> 0;
create index share_arrivals_by_share on share_arrivals (share);
