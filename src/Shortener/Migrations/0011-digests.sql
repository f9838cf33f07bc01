-- What the sharing and dark-social reports need of four hours (a watch, counted from 1970) in few bytes, written when they
-- are over; how is told by Reports/…Digest.cs. about: 0 hits, 1 shares, 2 shares by link, 3 hits as the dark-social report
-- counts them. Nothing keeps it up: it counts while version, repaired and form are what they were, and reports read hits and
-- shares themselves where it does not. version is the last row of the log that has a hit of the watch, or how many shares
-- it has.
create table digests (
  about        smallint not null,
  watch        bigint   not null,
  version      bigint   not null,
  repaired     bigint   not null,
  form         bigint   not null,
  bytes        bytea    not null,
  primary key (about, watch)
);

-- How many shares were minted in a watch: one more with each, whenever it says that it was minted.
create table share_watches (
  watch        bigint   primary key,
  shares       bigint   not null
) {{clustered}};
insert into share_watches (watch, shares)
select created_at / 14400000, count(*)
from shares
group by created_at / 14400000;
