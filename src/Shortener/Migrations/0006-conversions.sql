-- Random keys that hashes are made with, by name: made at the first need, shared by all processes, shown to nobody.
create table secrets (
  name         text     primary key,
  secret       bytea    not null
);

-- Click ids that went out with a redirect, written with their hit. seq is the hit's row in the log; hash is 64 bits of a
-- keyed hash of the id, or, once its customer was erased, a random number that no id leads to.
create table click_ids (
  seq          bigint   primary key,
  hash         bigint   not null
) {{clustered}};
create unique index click_ids_by_hash on click_ids (hash);

-- What follows names clicks, visitors and customers by such hashes (click_ids.hash; each kind of id is hashed in a way of
-- its own). 0 stands for "not named". A person is a customer, else a visitor, else a single click: the number of the
-- first that is known. persons are kept up to date with every statement, and do not depend on the order in which
-- statements arrive.

-- What a destination site calls its browsers. A visitor belongs to the customer it was seen with first (since, an
-- instant of the site's own telling; of two at once the lower number).
create table visitors (
  visitor      bigint   primary key,
  customer     bigint   not null,
  since        bigint   not null
) {{clustered}};
create index visitors_by_customer on visitors (customer);

-- Clicks that were named together with a customer or a visitor: the first of each. person is that customer, else the
-- customer the visitor belongs to, else the visitor. A click that is not here is a journey of one.
create table click_joins (
  click        bigint   primary key,
  customer     bigint   not null,
  customer_at  bigint   not null,
  visitor      bigint   not null,
  visitor_at   bigint   not null,
  person       bigint   not null
) {{clustered}};
create index click_joins_by_visitor on click_joins (visitor);
create index click_joins_by_person on click_joins (person);

-- Arrivals through a share that no redirect made, as the snippet reports them: touches beside the clicks. person as
-- above, 0 for an arrival that names nobody. day (UTC) is since 1970: one arrival a share, person and day.
create table share_arrivals (
  id           {{id}},
  at           bigint   not null,
  day          int      not null,
  share        text     not null,
  visitor      bigint   not null,
  customer     bigint   not null,
  person       bigint   not null
);
create unique index share_arrivals_once on share_arrivals (share, visitor, customer, day) where visitor <> 0 or customer <> 0;
create index share_arrivals_by_visitor on share_arrivals (visitor);
create index share_arrivals_by_person on share_arrivals (person);

-- Names of events (purchase, signup) and advocate or coupon codes.
create table conversion_words (
  id           {{id}},
  word         text     not null unique
);

-- kind: 0 lead, 1 sale, 2 refund. source: 0 the site's server, 1 a browser, 2 a file.
-- key: keyed hash of eventId or invoiceId, by which a repetition is known; null for a lead without one and once its
-- customer was erased. invoice: of a sale its key, of a refund the sale's; 0 once erased.
-- asked: minor units as they were sent, of a refund -1 for "what is left". amount: what counts, never negative; a
-- refund's is 0 until its sale is known, and together they never exceed it. currency: the number of ISO 4217, 0 for none.
-- The journey of a conversion: the clicks whose click_joins.person is its person, the click it names, and the
-- share_arrivals of its person, from occurred_at - lookback_days (of a refund: those of its sale) to occurred_at. Its
-- code is a touch only where there is no other.
create table conversions (
  id            {{id}},
  kind          smallint not null,
  source        smallint not null,
  event_id      bigint   not null,
  code_id       bigint   not null,
  occurred_at   bigint   not null,
  received_at   bigint   not null,
  key           bigint,
  invoice       bigint   not null,
  asked         bigint   not null,
  amount        bigint   not null,
  currency      smallint not null,
  lookback_days smallint not null,
  click         bigint   not null,
  visitor       bigint   not null,
  customer      bigint   not null,
  person        bigint   not null,
  unique (kind, key)
);
create index conversions_by_time on conversions (occurred_at, id);
create index conversions_by_invoice on conversions (invoice) where invoice <> 0;
create index conversions_by_click on conversions (click) where click <> 0;
create index conversions_by_visitor on conversions (visitor) where visitor <> 0;
create index conversions_by_person on conversions (person) where person <> 0;

-- Keys of conversions whose customer was erased, and nothing else of them: a repetition is not counted again.
create table erased_keys (
  kind         smallint not null,
  key          bigint   not null,
  primary key (kind, key)
) {{clustered}};

-- Rates that users supply: one unit of base is worth so many units of the currency on that UTC day (since 1970) and
-- until the next one. Currencies by their numbers in ISO 4217; rate is a decimal number as text.
create table rates (
  day          int      not null,
  base         smallint not null,
  currency     smallint not null,
  rate         text     not null,
  source       text     not null,
  primary key (day, base, currency)
) {{clustered}};
