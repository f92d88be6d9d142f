import { BagPage } from "./pages/bag";
import { CardPage } from "./pages/card";
import { ContactPage } from "./pages/contact";
import { DuePage } from "./pages/due";
import { EditPage } from "./pages/edit";
import { EveningPage } from "./pages/evening";
import { GroupPage } from "./pages/group";
import { HandOverPage } from "./pages/hand_over";
import { HelpPage } from "./pages/help";
import { OutingPage } from "./pages/outing";
import { PersonPage } from "./pages/person";
import { RecentPage } from "./pages/recent";
import { ReferPage } from "./pages/refer";
import { RegisterPage } from "./pages/register";
import { SavedPage } from "./pages/saved";
import { SendPage } from "./pages/send";
import { TodayPage } from "./pages/today";
import { VoucherPage } from "./pages/voucher";
import type { Place } from "./session";

export function ShowPlace({ place }: { place: Place }) {
  switch (place.at) {
    case "today": return <TodayPage />;
    case "due": return <DuePage />;
    case "recent": return <RecentPage />;
    case "outing": return <OutingPage />;
    case "evening": return <EveningPage />;
    case "group": return <GroupPage />;
    case "bag": return <BagPage />;
    case "send": return <SendPage />;
    case "handOver": return <HandOverPage />;
    case "help": return <HelpPage />;
    case "person": return <PersonPage key={place.code} code={place.code} />;
    case "edit": return <EditPage code={place.code} />;
    case "card": return <CardPage code={place.code} />;
    case "refer": return <ReferPage code={place.code} name={place.name} />;
    case "register": return <RegisterPage words={place.words} />;
    case "contact": return <ContactPage key={place.draft} id={place.draft} />;
    case "saved": return <SavedPage saved={place.saved} draft={place.draft} />;
    case "voucher": return <VoucherPage vouchers={place.vouchers} />;
  }
}
