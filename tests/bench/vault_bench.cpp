#include <chrono>
#include <ctime>
#include <iostream>

#include "client/usecases/report.hpp"
#include "tests/support/client_records.hpp"

// How long a vault takes: writing, applying what came, counting, making everything again. Figures only; no gate.
namespace tacit {
namespace {

using namespace test;

template <class Work>
void timed(const std::string& what, Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  const auto cpu = std::clock();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << what << ": " << took.count() << " s, processor "
            << static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC << " s" << std::endl;
}

// `entries` records of a worker: registrations, contacts, outings, and a correction now and then.
void record(Vault& worker, std::size_t entries) {
  std::vector<ClientId> clients;
  std::vector<Vault::NewRecord> batch;
  const auto flush = [&] {
    if (!worker.save(batch)) std::abort();
    batch.clear();
  };
  for (std::size_t i = 0; i < entries; ++i) {
    const Day day{18'640 + static_cast<std::int32_t>(i % 350)};
    if (i % 5 == 0) {
      clients.push_back(random_id<ClientId>());
      batch.push_back(new_record(registration(clients.back(), day), {team_scope()}, false));
    } else {
      auto body = contact(clients[(i * 7) % clients.size()], day);
      body.services.push_back({"pre-medical-care", 1});
      body.given.push_back({"antiseptic", 2});
      batch.push_back(new_record(body));
    }
    if (batch.size() == 500) flush();
  }
  flush();
}

void apply_in_pages(Vault& vault, sync::Effects all) {
  for (std::size_t at = 0; at < all.received.size();) {
    sync::Effects page;
    page.day = all.day;
    for (std::size_t n = 0; n < 500 && at < all.received.size(); ++n, ++at)
      page.received.push_back(std::move(all.received[at]));
    if (!vault.apply(page)) std::abort();
  }
}

// Facts as 25,000 contacts of 5,000 people leave them, without the entries behind them.
void fill_facts(Vault& vault, int facts) {
  Database& db = vault.parts().db;
  Transaction transaction(db);
  for (int i = 0; i < facts; ++i) {
    const bool met = i % 4 == 0;
    const auto person = vault::digits_of(std::to_string(1'000'000'000'000'000 + (i * 7919) % 5'000));
    db.run(
        "INSERT INTO fact (root, place, face, measure, code, quantity, day, until, quarter, kind, time, site_group, "
        "person,"
        " outcome, dev, holder, lot) VALUES (randomblob(16), ?1, 0, ?2, ?3, 1, ?4, ?4 + 1, '2021Q1', 'street-round', "
        "'day',"
        " 'perm', ?5, '', zeroblob(16), NULL, NULL)",
        i,
        static_cast<int>(met          ? domain::Measure::contact
                         : i % 4 == 1 ? domain::Measure::given
                                      : domain::Measure::service),
        met ? "street-round" : "wound-care", 18'628 + i % 365, as_bytes(person));
  }
  transaction.commit();
}

int run(std::size_t entries, int facts) {
  FastDirectory directory;
  ClientWorld world;
  const std::size_t number = world.add(Role::worker, {team_number(1)});
  world.start();
  Vault worker = world.join(number, directory.at("worker"));
  timed("record " + std::to_string(entries) + " in batches of 500", [&] { record(worker, entries); });
  timed("seal them", [&] { world.seal(worker); });
  timed("have them acknowledged at once", [&] { world.take(worker); });
  Vault staff = world.join(0, directory.at("staff"));
  sync::Effects all;
  timed("check and open them for staff (team and audit)", [&] { all = world.everything(staff); });
  std::cout << all.received.size() << " copies received\n";
  timed("apply them in pages of 500", [&] { apply_in_pages(staff, std::move(all)); });
  timed("rebuild", [&] {
    if (!staff.rebuild()) std::abort();
  });
  timed("open again", [&] {
    { const Vault closed = std::move(staff); }
    staff = std::move(*Vault::open(directory.at("staff"), secret_text(kPassphrase)));
  });
  const TestClock clock;
  usecases::Session session{staff, clock};
  timed("report of a year", [&] {
    if (!usecases::make_report(session, "2021", "en")) std::abort();
  });
  timed("recent 20", [&] {
    if (staff.recent(20).size() != 20) std::abort();
  });
  fill_facts(staff, facts);
  timed("report with " + std::to_string(facts) + " more facts", [&] {
    if (!usecases::make_report(session, "2021", "en")) std::abort();
  });
  timed("the same again", [&] {
    if (!usecases::make_report(session, "2021", "en")) std::abort();
  });
  return 0;
}

}  // namespace
}  // namespace tacit

int main(int argc, char** argv) {
  return tacit::run(argc > 1 ? std::stoul(argv[1]) : 10'000, argc > 2 ? std::stoi(argv[2]) : 100'000);
}
