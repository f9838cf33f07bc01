-- Who pressed a share button is forgotten after 48 hours: those that are not yet, by their age.
create index shares_to_forget on shares (created_at) where visitor is not null;
