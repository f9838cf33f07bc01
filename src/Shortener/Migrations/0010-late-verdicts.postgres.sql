-- A hit that turns out to be something else (a program's, another channel's) changes the journeys it is in: whose they
-- are is marked, and clicks counted by day are counted anew.
create function count_changed_hit() returns trigger language plpgsql as $$
declare
  counted bigint;
begin
  if not exists (select 1 from click_ids k where k.seq = new.seq) then
    return null;
  end if;

  insert into person_changes (person, conversion_id)
  select j.person, 0
  from click_ids k
  join click_joins j on j.click = k.hash
  where k.seq = new.seq
  union
  select c.person, case when c.person = 0 then c.id else 0 end
  from click_ids k
  join conversions c on c.click = k.hash and c.click <> 0
  where k.seq = new.seq;

  -- Whoever counts clicks just now is waited for, and the other way round.
  select m.seq into counted from tracked_mark m for share;
  if new.seq > counted then
    return null;
  end if;
  if old.kind = 0 then
    update tracked_days set clicks = clicks - 1
    where day = old.at / 86400000 and origin_id = old.origin_id and utm_id = old.utm_id and generation = old.generation;
    delete from tracked_days
    where day = old.at / 86400000 and origin_id = old.origin_id and utm_id = old.utm_id and generation = old.generation
      and clicks = 0;
  end if;
  if new.kind = 0 then
    insert into tracked_days (day, origin_id, utm_id, generation, clicks)
    values (new.at / 86400000, new.origin_id, new.utm_id, new.generation, 1)
    on conflict (day, origin_id, utm_id, generation) do update set clicks = tracked_days.clicks + 1;
  end if;
  return null;
end $$;
create trigger hits_changed after update of kind, client_id, origin_id on hits for each row
when ((old.kind, old.client_id, old.origin_id) is distinct from (new.kind, new.client_id, new.origin_id))
execute function count_changed_hit();
