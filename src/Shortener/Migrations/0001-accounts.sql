-- origins: the sites whose pages may use the key, one a line; of secret keys none.
create table api_keys (
  id           {{id}},
  name         text    not null,
  hash         bytea   not null unique,
  scopes       text    not null,
  origins      text    not null default '',
  created_at   bigint  not null,
  revoked_at   bigint
);

-- Answers to writes that carried an Idempotency-Key. status 0: the first request is still being worked on.
-- request: keyed hash. is_personal: it told of a customer, who may be erased before the answer is forgotten.
create table idempotency_keys (
  key_id       bigint  not null,
  key          text    not null,
  request      bytea   not null,
  is_personal  boolean not null,
  status       int     not null,
  location     text,
  content_type text,
  body         bytea   not null,
  created_at   bigint  not null,
  primary key (key_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
