-- What the sharing and dark-social reports need of some time in few bytes, written when it is over; how is told by
-- Reports/…Digest.cs. A block of level 0 is a watch, four hours counted from 1970; one of each other level is eight of the
-- level below. about: 0 hits, 1 shares, 2 hits as the dark-social report counts them. Nothing keeps it up: it counts while
-- version, repaired and form are what they were, and reports read smaller blocks, or hits and shares themselves, where it
-- does not. version is the last row of the log that has a hit of the block, or how many shares it has.
create table digests (
  about        smallint not null,
  level        smallint not null,
  block        bigint   not null,
  version      bigint   not null,
  repaired     bigint   not null,
  form         bigint   not null,
  head         bytea    not null,
  body         bytea    not null,
  primary key (about, level, block)
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
