-- A hit that turns out to be something else (a program's, another channel's) changes the journeys it is in: whose they
-- are is marked, and clicks counted by day are counted anew.
create trigger hits_changed after update of kind, client_id, origin_id on hits
when (old.kind, old.client_id, old.origin_id) <> (new.kind, new.client_id, new.origin_id)
  and exists (select 1 from click_ids k where k.seq = new.seq)
begin
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

  update tracked_days set clicks = clicks - 1
  where day = old.at / 86400000 and origin_id = old.origin_id and utm_id = old.utm_id and generation = old.generation
    and old.kind = 0 and old.seq <= (select m.seq from tracked_mark m);
  delete from tracked_days
  where day = old.at / 86400000 and origin_id = old.origin_id and utm_id = old.utm_id and generation = old.generation
    and clicks = 0;
  insert into tracked_days (day, origin_id, utm_id, generation, clicks)
  select new.at / 86400000, new.origin_id, new.utm_id, new.generation, 1
  where new.kind = 0 and new.seq <= (select m.seq from tracked_mark m)
  on conflict (day, origin_id, utm_id, generation) do update set clicks = tracked_days.clicks + 1;
end;
