-- Digests of click ids whose customer was erased before their hits came to the log, so that they never get in. Kept for as
-- long as a hit may be late, and nothing else of anybody.
create table erased_clicks (
  digest       bigint  primary key,
  erased_at    bigint  not null
) {{clustered}};
