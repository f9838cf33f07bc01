-- Clicks that belong to somebody, or were named by a conversion, with all that reports on journeys ask of them: they stay
-- when the log's own rows are removed. seq is the click's row in the log.
create table touches (
  seq          bigint   primary key,
  at           bigint   not null,
  trigger      smallint not null,
  link_id      bigint   not null,
  referrer_id  bigint   not null,
  language_id  bigint   not null,
  place_id     bigint   not null,
  utm_id       bigint   not null,
  client_id    bigint   not null,
  origin_id    bigint   not null,
  share_id     bigint   not null,
  generation   bigint   not null,
  advocate_id  bigint   not null
) {{clustered}};

-- What one person did, touches and conversions in the order of time, packed (TimelineForm.cs). Made from click_joins,
-- share_arrivals, conversions and touches, and made anew whenever those change. person as there; a conversion that names
-- nobody has a row of its own, with person 0. Those that led to nothing (is_lost = 1) lie apart: most models pass them by.
create table timelines (
  is_lost       smallint not null,
  last_at       bigint  not null,
  person        bigint  not null,
  conversion_id bigint  not null,
  first_at      bigint  not null,
  events        bytea   not null,
  primary key (is_lost, last_at, person, conversion_id)
) {{clustered}};
create unique index timelines_by_person on timelines (person, conversion_id);

-- Whose timelines are to be made anew. Triggers add rows (0007-person-changes), in the transaction of the change.
create table person_changes (
  id            {{id}},
  person        bigint  not null,
  conversion_id bigint  not null
);

-- Clicks that went out with a click id, by UTC day: those that are in no timeline are journeys of one click.
create table tracked_days (
  day           int     not null,
  origin_id     bigint  not null,
  utm_id        bigint  not null,
  generation    bigint  not null,
  clicks        bigint  not null,
  primary key (day, origin_id, utm_id, generation)
) {{clustered}};

-- Up to which row of the log click ids are counted in tracked_days.
create table tracked_mark (
  seq           bigint  not null
);
insert into tracked_mark (seq) values (0);
