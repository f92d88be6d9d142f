import { useState } from "preact/hooks";
import type { Recalled } from "../contract_goods";
import { formatDay } from "../i18n/days";
import { Empty, Field, Section, Title } from "../parts/basics";
import { commodityName, expiryText, lotName, sayPlace } from "../parts/goods_names";
import { useLoaded, useOnce, useSession } from "../use";

// Where a lot went, and who is known to have got it.
export function RecallPage({ lot }: { lot: string }) {
  const session = useSession();
  const { say } = session.speech;
  const [words, setWords] = useState(lot);
  const [found, setFound] = useState<Recalled | null>(null);
  const [busy, once] = useOnce();
  const look = async (wanted: string) => {
    const answer = wanted === "" ? undefined : await session.attempt(() => session.call("recall", { lot: wanted }));
    setFound(answer ?? null);
    return answer;
  };
  useLoaded(() => look(lot), [lot]);
  return (
    <>
      <Title sub={say("recallSub")}>{say("recall")}</Title>
      <form class="look" onSubmit={(event) => { event.preventDefault(); void once(() => look(words.trim())); }}>
        <Field label={say("batchOrLot")} value={words} onChange={setWords} first />
        <button type="submit" class="primary" disabled={busy || words.trim() === ""}>{say("look")}</button>
      </form>
      {found && <Found found={found} />}
    </>
  );
}

function Found({ found }: { found: Recalled }) {
  const session = useSession();
  const { say, number } = session.speech;
  return (
    <>
      <ul>
        {found.lots.map((one) => <li key={one.lot}><b>{commodityName(session, one.commodity)}</b>, {lotName(session, one)}, {expiryText(session, one)}</li>)}
      </ul>
      <div class="columns columns-even">
        <div>
          <Section title={say("liesNow")}>
            {found.held.length === 0 && <Empty>{say("liesNowhere")}</Empty>}
            <ul class="rows">
              {found.held.map((one, at) => (
                <li key={at} class="row">
                  <span><b class="quantity">{number(one.quantity)}</b> {commodityName(session, one.commodity)}</span>
                  <span>{sayPlace(session, one.at)}</span>
                </li>
              ))}
            </ul>
          </Section>
          <GivenTo people={found.people} />
        </div>
        <Movements movements={found.movements} />
      </div>
    </>
  );
}

function GivenTo({ people }: { people: Recalled["people"] }) {
  const session = useSession();
  const { say, language } = session.speech;
  return (
    <Section title={say("whoGotIt")}>
      <p class="hint">{say("whoGotItHint")}</p>
      {people.length === 0 && <Empty>{say("nobodyKnown")}</Empty>}
      <ul class="rows">
        {people.map(({ record, day, client, is_elsewhere }) => (
          <li key={record} class="row">
            <span>{formatDay(day, language)}</span>
            {client
              ? <button type="button" class="quiet code" onClick={() => session.go({ at: "person", code: client })}>{client}</button>
              : <span>{say(is_elsewhere ? "ofAnotherTeam" : "withoutCode")}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Movements({ movements }: { movements: Recalled["movements"] }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  return (
    <div class="goods-place" role="region" tabIndex={0} aria-label={say("movements")}>
      <table class="goods-table">
        <caption>{say("movements")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("day")}</th>
            <th scope="col" class="number">{say("howMuch")}</th>
            <th scope="col">{say("commodity")}</th>
            <th scope="col">{say("fromPlace")}</th>
            <th scope="col">{say("toPlace")}</th>
          </tr>
        </thead>
        <tbody>
          {movements.map((one, at) => (
            <tr key={at}>
              <td>{formatDay(one.day, language)}</td>
              <td class="number">{number(one.quantity)}</td>
              <td>{commodityName(session, one.commodity)}</td>
              <td>{sayPlace(session, one.from)}</td>
              <td>{sayPlace(session, one.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
