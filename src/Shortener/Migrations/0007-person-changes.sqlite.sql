-- Whatever changes who did what marks the people it changes, whichever statement it was: nobody has to remember to. Both
-- the former and the new person, since clicks and conversions move from one to the other.
create trigger click_joins_added after insert on click_joins begin
  insert into person_changes (person, conversion_id) values (new.person, 0);
end;
create trigger click_joins_changed after update on click_joins begin
  insert into person_changes (person, conversion_id) values (old.person, 0);
  insert into person_changes (person, conversion_id) values (new.person, 0);
end;
create trigger click_joins_removed after delete on click_joins begin
  insert into person_changes (person, conversion_id) values (old.person, 0);
end;
create trigger share_arrivals_added after insert on share_arrivals begin
  insert into person_changes (person, conversion_id) values (new.person, 0);
end;
create trigger share_arrivals_changed after update on share_arrivals begin
  insert into person_changes (person, conversion_id) values (old.person, 0);
  insert into person_changes (person, conversion_id) values (new.person, 0);
end;
create trigger share_arrivals_removed after delete on share_arrivals begin
  insert into person_changes (person, conversion_id) values (old.person, 0);
end;
create trigger conversions_added after insert on conversions begin
  insert into person_changes (person, conversion_id) values (new.person, case when new.person = 0 then new.id else 0 end);
end;
create trigger conversions_changed after update on conversions begin
  insert into person_changes (person, conversion_id) values (old.person, case when old.person = 0 then old.id else 0 end);
  insert into person_changes (person, conversion_id) values (new.person, case when new.person = 0 then new.id else 0 end);
end;
create trigger conversions_removed after delete on conversions begin
  insert into person_changes (person, conversion_id) values (old.person, case when old.person = 0 then old.id else 0 end);
end;
