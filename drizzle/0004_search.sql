-- As before, but likeness is asked for only where nothing has the words themselves: it has to look at every contact that shares
-- some letters, which in a workspace full of one company's addresses is every contact. Whole words that are alike come first;
-- parts of words are looked at in so many contacts and no more. A whole word ranks above its beginning, and three letters are the
-- least that a part of a word can be found by in an index.
create or replace function app.search_contacts(words text, prefixes text, fragment text, most integer)
returns table (contact_id uuid, rank double precision)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set pg_trgm.strict_word_similarity_threshold = 0.6
set pg_trgm.word_similarity_threshold = 0.5 as $$
declare
  most_alike constant integer := 5000;
  shortest_fragment constant integer := length('%abc%');
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  beginnings tsquery := to_tsquery('simple', prefixes);
  whole tsquery := plainto_tsquery('simple', regexp_replace(search_contacts.words, '[^[:alnum:]]+', ' ', 'g'));
begin
  if length(fragment) >= shortest_fragment then
    return query
      select s.contact_id, case
          when s.document @@ beginnings then 1 + ts_rank(s.document, beginnings) + ts_rank(s.document, whole)
          else 0.9
        end::double precision as score
      from app.contact_search s
      where s.workspace_id = workspace and (s.document @@ beginnings or s.words like fragment)
      order by score desc, s.contact_id
      limit most;
  else
    return query
      select s.contact_id, (1 + ts_rank(s.document, beginnings) + ts_rank(s.document, whole))::double precision as score
      from app.contact_search s
      where s.workspace_id = workspace and s.document @@ beginnings
      order by score desc, s.contact_id
      limit most;
  end if;
  if found then return; end if;
  return query
    select s.contact_id, strict_word_similarity(search_contacts.words, s.words)::double precision as score
    from app.contact_search s
    where s.workspace_id = workspace and search_contacts.words <<% s.words
    order by score desc, s.contact_id
    limit most;
  if found then return; end if;
  return query
    select a.contact_id, word_similarity(search_contacts.words, a.words)::double precision as score
    from (
      select s.contact_id, s.words from app.contact_search s
      where s.workspace_id = workspace and search_contacts.words <% s.words
      limit most_alike
    ) a
    order by score desc, a.contact_id
    limit most;
end
$$;--> statement-breakpoint
-- Most searches find few: the planner then looks each of them up, and does not read the whole workspace to join it.
alter function app.search_contacts(text, text, text, integer) rows 50;
