#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "tests/support/client_records.hpp"

namespace tacit {
namespace {

using namespace test;

class VaultSearch : public ::testing::Test {
 protected:
  VaultSearch() {
    world_.start();
    vault_.emplace(world_.join(0, directory_.at("staff")));
  }
  Vault& vault() { return *vault_; }
  // A registered person; the identifiers go where the arguments say.
  ClientCode add_person(std::string name, std::string nickname = {}, std::string phone = {}, std::string note = {}) {
    const auto record = registration(random_id<ClientId>());
    const Vault::Person person{.client = record.client,
                               .code = record.code,
                               .name = Personal(std::move(name)),
                               .nickname = Personal(std::move(nickname)),
                               .phone = Personal(std::move(phone)),
                               .note = Personal(std::move(note)),
                               .attributes = {},
                               .has_identifiers = true};
    EXPECT_TRUE(vault().save({new_record(vault(), record, {team_scope()}, false)}, &person));
    return record.code;
  }
  std::size_t hits(const std::string& words) { return vault().find_people(Personal(words), 50).size(); }

  FastDirectory directory_;
  ClientWorld world_;
  std::optional<Vault> vault_;
};

// ------------------------------------------------------------------------------------------------------------------

TEST_F(VaultSearch, Search_FindsByAnyPartInAnyScript) {
  const ClientCode code = add_person("Семён Ёлкин", "Сёма-Питер", "+7 (911) 123-45-67", "ждёт у метро");
  add_person("Юлия Sergeeva", "Lily", "8 800 555 35 35", "");
  for (const char* words :
       {"семен", "СЕМЁН", "Семён", "semen",       "елкин", "Елк",     "elkin",  "лки",       "мен",    "питер",
        "piter", "метро", "ждет",  "семен метро", "911",   "1234567", "123-45", "(911) 123", "+7 911", "елкин 911"})
    EXPECT_EQ(hits(words), 1u) << words;
  for (const char* words :
       {"юлия", "Yulia", "iulia", "лия", "Сергеева", "sergeeva", "lil", "лили", "555 35", "8005553535"})
    EXPECT_EQ(hits(words), 1u) << words;
  for (const char* words : {"", "  ", "пётр", "семен юлия", "999", "semenov", "%", "_", "' OR 1=1"})
    EXPECT_EQ(hits(words), 0u) << words;
  const auto found = vault().find_people(Personal(std::string("семен")), 5);
  EXPECT_EQ(found[0].code, code);
  EXPECT_EQ(found[0].name.expose(Disclose()), "Семён Ёлкин");
  EXPECT_EQ(found[0].phone.expose(Disclose()), "+7 (911) 123-45-67");
}

TEST_F(VaultSearch, Search_TakesCodesAsPeopleWriteThem) {
  const ClientCode code = add_person("Anna");
  add_person("Boris");
  std::string text = code.to_text();
  EXPECT_EQ(hits(text), 1u);
  std::string lower = text;
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(hits(lower), 1u);
  std::erase(lower, '-');
  EXPECT_EQ(hits(" " + lower + " "), 1u);
  // A wrong character makes it no code at all: nobody, rather than somebody else.
  text[0] = text[0] == 'A' ? 'B' : 'A';
  EXPECT_EQ(hits(text), 0u);
  EXPECT_EQ(hits(ClientCode::random().to_text()), 0u);
}

TEST_F(VaultSearch, Search_KeepsItsLimit) {
  for (int i = 0; i < 5; ++i) add_person("Anna " + std::to_string(i));
  EXPECT_EQ(vault().find_people(Personal(std::string("anna")), 3).size(), 3u);
}

TEST_F(VaultSearch, ClientIdRegisteredTwice_IsTheOneRegisteredFirst) {
  const auto client = random_id<ClientId>();
  const auto first = registration(client);
  save_private(vault(), first);
  save_private(vault(), registration(client));
  EXPECT_EQ(vault().person(client)->code, first.code);
  ASSERT_TRUE(vault().rebuild());
  EXPECT_EQ(vault().person(client)->code, first.code);
}

// Only reported: how long a search takes is no question of right or wrong.
TEST_F(VaultSearch, SearchAmongManyPeople_FindsEveryone) {
  constexpr int kPeople = 20'000;
  Database& db = vault().parts().db;
  {
    Transaction transaction(db);
    for (int i = 0; i < kPeople; ++i) {
      const auto client = random_id<ClientId>();
      const Personal<std::string> name("Человек " + std::to_string(i) + "й"), none,
          phone("+7911" + std::to_string(1'000'000 + i));
      db.run("INSERT INTO person (client, name, nickname, phone, note, folded) VALUES (?1, ?2, '', ?3, '', ?4)", client,
             name.expose(Disclose()), phone.expose(Disclose()), vault::sought_words(name, none, phone, none));
      db.run("INSERT INTO client (client, root, place, code, attributes) VALUES (?1, ?1, ?2, ?3, '{}')", client, i, i);
    }
    transaction.commit();
  }
  for (const char* words : {"1234567", "человек 19999", "chelovek 777i", "никого"}) {
    const auto start = std::chrono::steady_clock::now();
    const auto found = hits(words);
    const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    std::cout << "20,000 people, search: " << took << " ms, " << found << " hits\n";
    EXPECT_LE(found, 50u);
  }
  EXPECT_EQ(hits("79111001234"), 1u);
  EXPECT_EQ(hits("chelovek 19999"), 1u);
}

}  // namespace
}  // namespace tacit
