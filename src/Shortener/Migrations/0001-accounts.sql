create table api_keys (
  id           {{id}},
  name         text    not null,
  hash         bytea   not null unique,
  scopes       text    not null,
  created_at   bigint  not null,
  revoked_at   bigint
);

create table idempotency_keys (
  key_id       bigint  not null,
  key          text    not null,
  request      text    not null,
  status       int     not null,
  headers      text    not null,
  body         text    not null,
  created_at   bigint  not null,
  primary key (key_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
