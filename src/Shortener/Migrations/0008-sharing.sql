-- The sharing report counts shares by the time they were minted.
create index shares_by_time on shares (created_at);
