-- Whatever changes who did what marks the people it changes, whichever statement it was: nobody has to remember to. Both
-- the former and the new person, since clicks and conversions move from one to the other.
create function mark_click_joins() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into person_changes (person, conversion_id) values (old.person, 0);
  end if;
  if tg_op <> 'DELETE' then
    insert into person_changes (person, conversion_id) values (new.person, 0);
  end if;
  return null;
end $$;
create trigger click_joins_changed after insert or update or delete on click_joins for each row execute function mark_click_joins();

create function mark_share_arrivals() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into person_changes (person, conversion_id) values (old.person, 0);
  end if;
  if tg_op <> 'DELETE' then
    insert into person_changes (person, conversion_id) values (new.person, 0);
  end if;
  return null;
end $$;
create trigger share_arrivals_changed after insert or update or delete on share_arrivals for each row execute function mark_share_arrivals();

create function mark_conversions() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into person_changes (person, conversion_id) values (old.person, case when old.person = 0 then old.id else 0 end);
  end if;
  if tg_op <> 'DELETE' then
    insert into person_changes (person, conversion_id) values (new.person, case when new.person = 0 then new.id else 0 end);
  end if;
  return null;
end $$;
create trigger conversions_changed after insert or update or delete on conversions for each row execute function mark_conversions();
