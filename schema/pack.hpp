#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/json.hpp"
#include "schema/limits.hpp"
#include "schema/record.hpp"

// A programme pack: a JSON file that configures Tacit for one kind of work (docs/packs.md). Data, not code: a new
// programme needs no C++.
namespace tacit {

// Where the sites are counted that the pack does not list.
inline constexpr std::string_view kNoSiteGroup = "other";

using Labels = std::map<std::string, std::string>;                      // language tag -> text; "en" is always there
std::string label_in(const Labels& labels, std::string_view language);  // falls back to English

struct Pack;
// In each language of the pack, each text once.
std::vector<std::string> texts_in_all_languages(const Pack& pack, const Labels& labels);

// A retired row is not offered any more, but read, shown and counted for ever: records name its code.
struct Pack {
  using Foreign = std::map<std::string, std::string>;  // system -> what this row is called there
  struct Service {
    std::string code, group;
    Labels labels;
    bool audit;                   // may be named in the audit face
    bool after_reactive = false;  // given only after a reactive result, so never `audit`
    Foreign foreign = {};
    bool retired = false;
    std::string grant = {};  // who pays for it; may be empty
  };
  struct Kind {  // of outings, sessions; values of attributes
    std::string code;
    Labels labels;
    bool retired = false;
  };
  struct Commodity {
    std::string code, unit, audit_class;
    Labels labels;
    std::map<std::string, std::int64_t> contents;  // a kit's commodities; empty for a plain one
    bool after_reactive = false;                   // given only after a reactive result
    Foreign foreign = {};
    bool retired = false;  // not received any more; what is left may be issued and given
    bool lot = false;      // a contact may keep the lot of what was given, for recalls
  };
  struct TestKind {
    std::string code;
    Labels labels;
    std::string refer_to;          // destination when reactive
    std::int64_t retest_days = 0;  // after a non-reactive result; 0: no rule
    bool audit;                    // that it was done may be named (the result never)
    bool after_reactive = false;   // a confirmatory test, so never `audit`
    bool retired = false;
    bool lot = false;  // a contact may keep the lot of the test, for recalls
  };
  using Destination = Kind;
  // Something with an end of its own: an intake, a case, an incident.
  struct Episode {
    std::string code;
    Labels labels;
    std::vector<Kind> outcomes;   // how it may end; never told to auditors
    bool audit;                   // whether there is an audit face. Never of an incident
    bool after_reactive = false;  // only after a reactive result, so never `audit`
    bool retired = false;

    const Kind* outcome(std::string_view code) const;
  };
  struct Attribute {
    std::string code;
    Labels labels;
    std::vector<Kind> values;
    bool audit;
    bool retired = false;
  };
  struct Site {
    std::string code, group;
    Labels labels;
    bool retired = false;
  };
  // Who pays. What it pays for goes to auditors of its own too, who are given nothing else.
  struct Grant {
    std::string code;
    Labels labels;
    TeamId scope;  // random, so that the server learns of no donor
    bool retired = false;
  };
  // What should happen next for a client (docs/packs.md, "Follow-ups", says when it is due and done).
  struct FollowUp {
    enum class On { contact, service, test, referral, outcome };
    std::string code;
    Labels labels;
    On on;                                                // what starts it
    std::vector<std::string> codes;                       // of that; empty: any
    std::optional<record::TestResult> result;             // of a test, always; else never
    std::int64_t days;                                    // from the start until it is due
    std::vector<std::string> services, tests, referrals;  // any of them means it was done
    std::vector<record::Outcome::What> outcomes = {};     // or one of these, of that very referral
    std::vector<std::string> tracing;                     // services that record an attempt to reach the person
    std::int64_t attempts = 0;                            // so many and it is given up; 0 without `tracing`
    bool retired = false;
  };
  struct Indicator {
    enum class Count {
      clients,
      outings,
      contacts,
      services,
      tests,
      groups,
      participants,
      given,
      referrals,
      outcomes,    // of referrals and appointments
      intakes,     // each
      cases,       // steps of cases, each
      stays,       // each
      nights,      // of stays
      housed,      // people of a client's newest stay in the period
      households,  // clients who have one
      members,     // people of a client's newest household in the period
      incidents,   // each
      told,        // tests whose result the client was told
      attended,    // group sessions, by each client known to have been there
      people       // different clients who meet the conditions below (docs/indicators.md)
    };
    // What a client got, did or was told: one condition of an indicator that counts people.
    struct Part {
      Count count;                                             // one of those that know clients
      std::vector<std::string> codes, kinds, steps, outcomes;  // as below
      bool unpacked = false;                                   // as below
      std::int64_t least = 1;                                  // so much of it in all
      std::string need = {};        // attribute that says how much of it a client needs each month
      std::int64_t every_days = 0;  // in each of so many days, counted back from the end; 0: whenever
      bool before = false;          // before the period instead of in it
    };
    struct Then {
      Part part;
      std::int64_t days;  // from the first of what the first condition names
    };
    std::string id;
    Labels labels;
    Count count;
    // Empty: any. Services for clients and services; tests for tests; commodities for given; session kinds for groups
    // and participants; destinations for referrals; what came of it for outcomes; intakes, cases, stays and incidents
    // for those, stays for nights; members for housed and members; nothing for outings, contacts and households.
    std::vector<std::string> codes;
    std::vector<std::string> kinds;          // outing kinds; empty: any. For what contacts hold, and outings
    std::vector<std::string> steps = {};     // of cases; empty: any
    std::vector<std::string> outcomes = {};  // of tests, intakes, cases and incidents; empty: any or none
    std::optional<std::int64_t> target;
    std::map<std::string, std::vector<std::string>> where =
        {};                                            // attribute -> values: only clients who have one of each
    std::map<std::string, std::int64_t> targets = {};  // period, as `tacit report` is asked for it -> target
    Foreign foreign = {};
    bool retired = false;
    bool unpacked = false;  // of things given: kits count as what they hold
    // Of people: every one of these, of which the first is about the period; one of those, if there are any,
    std::vector<Part> all = {}, any = {};
    std::vector<Part> none = {};  // and not one of these
    std::int64_t months = 0;      // conditions look at so many months that end with the period; 0: at the period
    // What the value is set against; one of these at most.
    std::optional<Then> then = {};              // it counts who had this too; of those who meet the conditions
    std::string per = {};                       // an indicator that stands above and has none of these
    std::optional<std::int64_t> estimate = {};  // how many there are in all

    // That of the period if there is one, else `target`.
    std::optional<std::int64_t> target_in(const std::string& period) const;
  };
  enum class AuditPeriod { month, week };

  std::string id;
  std::int64_t version = 1;
  std::vector<std::string> languages;  // every text of the pack is there in each of them; "en" is one
  Labels labels;
  AuditPeriod audit_period = AuditPeriod::month;
  std::map<std::string, Labels> words;  // the groups, units and classes that the tables name
  std::vector<Service> services;
  std::vector<Kind> outings, sessions;
  std::vector<Commodity> commodities;
  std::vector<TestKind> tests;
  std::vector<Destination> destinations;
  std::vector<Episode> intakes, cases, incidents;
  std::vector<Kind> stays;    // kinds of temporary housing; never told to auditors
  std::vector<Kind> members;  // of households and stays: adult, boy, girl
  std::vector<Attribute> attributes;
  std::vector<Site> sites;
  std::vector<Grant> grants;
  std::vector<FollowUp> follow_ups;
  std::vector<Indicator> indicators;
  std::string consent_version;
  // attribute -> values: for clients who have one of them a guardian consents
  std::map<std::string, std::vector<std::string>> guardian_for;

  const Service* service(std::string_view code) const;
  const Kind* outing(std::string_view code) const;
  const Kind* session(std::string_view code) const;
  const Commodity* commodity(std::string_view code) const;
  const TestKind* test(std::string_view code) const;
  const Destination* destination(std::string_view code) const;
  const Episode* intake(std::string_view code) const;
  const Episode* support_case(std::string_view code) const;
  const Kind* stay(std::string_view code) const;
  const Episode* incident(std::string_view code) const;
  const Kind* member(std::string_view code) const;
  const Attribute* attribute(std::string_view code) const;
  const Site* site(std::string_view code) const;
  const Grant* grant(std::string_view code) const;
  const Indicator* indicator(std::string_view id) const;
  bool needs_guardian(const record::Attributes& client) const;
  // The group of a site; "other" for one the pack does not name.
  std::string site_group(std::string_view site) const;  // kNoSiteGroup for a site that is not listed
};

// Strict reading with every cross-reference checked (kits name commodities, tests name destinations, indicators name
// codes; a service or test that follows only a reactive result is not marked `audit`). `problem`, if given, is told
// where it failed first, in words made of the pack's own text (a pack holds nothing personal), e.g.
// `tests[0] (rapid-hiv).refer_to: no destination has the code "aids-center"`.
// malformed, too_large, or update_needed for a newer pack format.
Result<Pack> read_pack(std::string_view json_text, std::string* problem = nullptr);

// Something about a place of a pack's file, for the person who writes it.
struct PackRemark {
  std::string place, text;
};
// The same reading with all that is wrong, up to a hundred mistakes; where one follows from another only the first is
// told. For a pack that is right `advice` says what is allowed but unwise.
struct PackReview {
  Result<Pack> pack;
  std::vector<PackRemark> mistakes, advice;
};
PackReview review_pack(std::string_view json_text);

// Why `next` cannot follow `present` in an organisation that has records: another id, no higher version, a code that is
// gone (it has to be retired instead), or a code whose meaning or audit face would change under what was recorded.
std::vector<PackRemark> obstacles_to_upgrade(const Pack& present, const Pack& next);

// The packs built into the binaries: their ids, and the exact JSON text.
std::vector<std::string_view> built_in_packs();
std::optional<std::string_view> built_in_pack(std::string_view id);

// Whether every code in a record is one of the pack's, everything is within its limits, and the record makes sense (a
// contact has a client or a count; counselling after a test needs the result to be told…). A record that passes can be
// encoded, and decodes to the same. Sites are the exception: an organisation adds its own by labels, so any well-formed
// site code will do. The text of the error says what to do.
Result<void> check(const record::Body& body, const Pack& pack);

// Whether a new record names nothing that the pack has retired. Corrections may: they are about the past.
Result<void> check_offered(const record::Body& body, const Pack& pack);

}  // namespace tacit
