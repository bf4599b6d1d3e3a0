#include "domain/audit/audit.h"
#include "domain/audit/finding.h"
#include "domain/diagnosis.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/plans/breakers.h"
#include "domain/plans/plan.h"
#include "domain/plans/plan_fields.h"
#include "domain/plans/plan_item.h"
#include "domain/plans/plan_step.h"
#include "domain/role.h"
#include "domain/store_records.h"
#include "support/test_registry.h"
#include "support/word_list.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::word_tables_test {

/// The words that stand in documents and on disk, for ever.
class WordTablesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStayWithTheirValues_data();
    void wordsStayWithTheirValues();
    void aWordThatMovedIsFound();
};

void WordTablesTest::wordsStayWithTheirValues_data()
{
    QTest::addColumn<QStringList>("troubles");
    const auto row = [](const char* table, const QStringList& troubles) { QTest::newRow(table) << troubles; };
    const auto of = [](const auto& table) { return [&table](auto value) { return table.of(value); }; };
    const auto from = [](const auto& table) { return [&table](const QString& word) { return table.from(word); }; };
    {
        using enum ErrorKind;
        row("errorWord", wordTroubles<ErrorKind>(
                             errorWord, {{Stopped, "stopped"},
                                         {TimedOut, "timed-out"},
                                         {NameNotFound, "name-not-found"},
                                         {Refused, "refused"},
                                         {NoIpv6, "no-ipv6"},
                                         {ConnectionLost, "connection-lost"},
                                         {TlsUntrusted, "tls-untrusted"},
                                         {TlsChain, "tls-chain-incomplete"},
                                         {TlsExpired, "tls-expired"},
                                         {TlsWrongHost, "tls-wrong-host"},
                                         {TlsPlain, "tls-plain"},
                                         {TlsClient, "tls-client-certificate"},
                                         {TlsRequired, "tls-required"},
                                         {TlsFailed, "tls-failed"},
                                         {InsecureRefused, "insecure-refused"},
                                         {WrongKey, "wrong-key"},
                                         {WrongPassword, "wrong-password"},
                                         {UnknownTenant, "unknown-tenant"},
                                         {TooManyClients, "too-many-clients"},
                                         {PoolerBlocked, "pooler-blocked"},
                                         {Banned, "banned"},
                                         {StatementPooling, "statement-pooling"},
                                         {MissingDatabase, "missing-database"},
                                         {MissingTable, "missing-table"},
                                         {MissingFunction, "missing-function"},
                                         {NoRightToRead, "no-right-to-read"},
                                         {NoRightToWrite, "no-right-to-write"},
                                         {NoRightToExecute, "no-right-to-execute"},
                                         {NoRightToPublish, "no-right-to-publish"},
                                         {RowSecurity, "row-level-security"},
                                         {TransactionPooler, "transaction-pooler"},
                                         {Replica, "replica"},
                                         {Loading, "loading"},
                                         {WrongDatabase, "wrong-database"},
                                         {Cluster, "cluster"},
                                         {ReadOnlyProfile, "read-only-profile"},
                                         {UnreachableName, "unreachable-name"},
                                         {NotFound, "not-found"},
                                         {NameInUse, "name-in-use"},
                                         {OutcomeUnknown, "outcome-unknown"},
                                         {Rejected, "rejected"},
                                         {LoginInFront, "login-in-front"},
                                         {RefusedInFront, "refused-in-front"},
                                         {Redirected, "redirected"},
                                         {GatewayFailed, "gateway-failed"},
                                         {BadAnswer, "bad-answer"},
                                         {Truncated, "truncated"},
                                         {ServerError, "server-error"},
                                         {InvalidSettings, "invalid-settings"},
                                         {LocalFailure, "local-failure"}}));
    }
    {
        using enum Environment;
        row("environmentWord",
            wordTroubles<Environment>(
                environmentWord, {{Production, "production"}, {Staging, "staging"}, {Development, "development"}},
                environmentFromWord));
    }
    {
        using enum Role;
        row("roleWord",
            wordTroubles<Role>(roleWord, {{Staff, "staff"}, {Administrator, "administrator"}}, roleFromWord));
    }
    {
        using enum CheckId;
        row("checkWord", wordTroubles<CheckId>(
                             checkWord, {{Reachable, "reachable"},
                                         {Tls, "tls"},
                                         {Credentials, "credentials"},
                                         {Version, "version"},
                                         {Role, "role"},
                                         {Tables, "tables"},
                                         {Read, "read"},
                                         {RowSecurity, "row-security"},
                                         {Write, "write"},
                                         {Execute, "execute"},
                                         {Pooler, "pooler"},
                                         {Publish, "publish"},
                                         {Library, "library"}}));
    }
    {
        using enum CheckState;
        row("checkStateWord",
            wordTroubles<CheckState>(
                checkStateWord, {{Ok, "ok"}, {Warning, "warning"}, {Failed, "failed"}, {Skipped, "skipped"}}));
    }
    {
        using enum Store;
        row("storeWord",
            wordTroubles<Store>(storeWord, {{Server, "server"}, {Database, "database"}, {Cache, "cache"}}));
    }
    {
        using enum Connection;
        row("connectionWord",
            wordTroubles<Connection>(
                connectionWord, {{Open, "open"}, {Connecting, "connecting"}, {Close, "close"}, {Other, "other"}},
                connectionFromWord));
    }
    {
        using enum MemoryState;
        row("memoryWord", wordTroubles<MemoryState>(
                              memoryWord, {{NotAsked, "not-asked"},
                                           {Open, "open"},
                                           {Connecting, "connecting"},
                                           {Close, "close"},
                                           {Missing, "missing"},
                                           {NotFound, "not-found"},
                                           {Unknown, "unknown"}}));
    }
    {
        using enum InstanceKind;
        row("kindWord", wordTroubles<InstanceKind>(
                            kindWord, {{Baileys, "WHATSAPP-BAILEYS"},
                                       {Business, "WHATSAPP-BUSINESS"},
                                       {Evolution, "EVOLUTION"},
                                       {Other, "OTHER"}}));
    }
    {
        using enum Severity;
        row("severityWord",
            wordTroubles<Severity>(severityWord, {{Info, "info"}, {Warning, "warning"}, {Error, "error"}}));
    }
    {
        using enum Presence;
        row("presenceWord",
            wordTroubles<Presence>(presenceWord, {{Present, "present"}, {Absent, "absent"}, {Unknown, "unknown"}}));
    }
    {
        using enum StepAction;
        row("stepActionWord", wordTroubles<StepAction>(
                                  stepActionWord,
                                  {{QuietWebhook, "quiet-webhook"},
                                   {LogOut, "log-out"},
                                   {DeleteInstance, "delete-instance"},
                                   {CreateInstance, "create-instance"},
                                   {SetWebhook, "set-webhook"},
                                   {RestartInstance, "restart-instance"},
                                   {PointRow, "point-row"},
                                   {InsertRow, "insert-row"},
                                   {WriteRow, "write-row"},
                                   {EnableRow, "enable-row"},
                                   {DisableRow, "disable-row"},
                                   {DeleteRow, "delete-row"},
                                   {ProtectRow, "protect-row"},
                                   {UnprotectRow, "unprotect-row"},
                                   {WriteEntry, "write-entry"},
                                   {DropEntry, "drop-entry"},
                                   {SetLifetime, "set-lifetime"},
                                   {ClearResidue, "clear-residue"},
                                   {TellAdded, "tell-added"},
                                   {TellRemoved, "tell-removed"},
                                   {ProtectInProfile, "protect-in-profile"},
                                   {UnprotectInProfile, "unprotect-in-profile"}},
                                  stepActionFromWord));
    }
    {
        using enum PlanPlace;
        row("placeWord", wordTroubles<PlanPlace>(
                             placeWord, {{Server, "server"},
                                         {Database, "database"},
                                         {Cache, "cache"},
                                         {Workers, "workers"},
                                         {Profile, "profile"}}));
    }
    {
        using enum StepSign;
        row("signWords",
            wordTroubles<StepSign>(of(signWords), {{Add, "+"}, {Change, "~"}, {Remove, "-"}}, from(signWords)));
    }
    {
        using enum CacheKeyKind;
        row("keyWords",
            wordTroubles<CacheKeyKind>(of(keyWords), {{Instance, "instance"}, {Token, "token"}}, from(keyWords)));
    }
    {
        using enum CacheValueState;
        row("valueStateWords",
            wordTroubles<CacheValueState>(
                of(valueStateWords),
                {{Readable, "readable"}, {NotJson, "not-json"}, {NotObject, "not-object"}, {OtherType, "other-type"}},
                from(valueStateWords)));
    }
    {
        using enum BreakerCode;
        row("breakerWord", wordTroubles<BreakerCode>(
                               breakerWord, {{StoreUnread, "store-unread"},
                                             {ReadOnlyProfile, "read-only-profile"},
                                             {AdministratorsOnly, "administrators-only"},
                                             {Protected, "protected"},
                                             {OtherStores, "other-stores"},
                                             {RightMissing, "right-missing"},
                                             {StoreEmpty, "store-empty"},
                                             {StoresDoNotMatch, "stores-do-not-match"},
                                             {ManyConnected, "many-connected"},
                                             {Connected, "connected"},
                                             {Production, "production"},
                                             {ManyInstances, "many-instances"}}));
    }
    {
        using enum PlanKind;
        row("planKindWord", wordTroubles<PlanKind>(
                                planKindWord,
                                {{Delete, "delete"},
                                 {Clean, "clean"},
                                 {Repair, "repair"},
                                 {Disable, "disable"},
                                 {Enable, "enable"},
                                 {Protect, "protect"},
                                 {Unprotect, "unprotect"},
                                 {Replace, "replace"},
                                 {ResetPairing, "reset-pairing"},
                                 {Unlink, "unlink"},
                                 {SetWebhook, "set-webhook"},
                                 {Restart, "restart"}},
                                planKindFromWord));
    }
    {
        using enum ItemTask;
        row("itemTaskWord", wordTroubles<ItemTask>(
                                itemTaskWord,
                                {{Delete, "delete"},
                                 {Keep, "keep"},
                                 {Repair, "repair"},
                                 {Disable, "disable"},
                                 {Enable, "enable"},
                                 {Protect, "protect"},
                                 {Unprotect, "unprotect"},
                                 {ResetPairing, "reset-pairing"},
                                 {Unlink, "unlink"},
                                 {SetWebhook, "set-webhook"},
                                 {Restart, "restart"}},
                                itemTaskFromWord));
    }
    {
        using enum SkipReason;
        row("leftReasonWord", wordTroubles<SkipReason>(
                                  leftReasonWord,
                                  {{Protected, "protected"},
                                   {Ignored, "ignored"},
                                   {OtherKind, "other-kind"},
                                   {TwoOrganizations, "two-organizations"},
                                   {SharedRow, "shared-row"},
                                   {UnreachableName, "unreachable-name"},
                                   {Ghost, "ghost"},
                                   {Unlisted, "unlisted"},
                                   {NotConcluded, "not-concluded"},
                                   {MemoryUnknown, "memory-unknown"},
                                   {WebhookUnknown, "webhook-unknown"},
                                   {ListAndMemoryDisagree, "list-and-memory-disagree"},
                                   {StateMismatch, "state-mismatch"},
                                   {SeveralOpen, "several-open"},
                                   {NoneOpen, "none-open"},
                                   {PickNotConnected, "pick-not-connected"},
                                   {SeveralPicks, "several-picks"},
                                   {RowsDisabled, "rows-disabled"},
                                   {SeveralOrganizations, "several-organizations"},
                                   {OnlyConnected, "only-connected"},
                                   {ChooseOrganization, "choose-organization"},
                                   {OrganizationHasRow, "organization-has-row"},
                                   {SeveralRows, "several-rows"},
                                   {NoRow, "no-row"},
                                   {NotFound, "not-found"},
                                   {OddEntry, "odd-entry"},
                                   {CleanFirst, "clean-first"},
                                   {AdoptFirst, "adopt-first"},
                                   {OtherName, "other-name"},
                                   {WasConnected, "was-connected"},
                                   {NoWebhookAddress, "no-webhook-address"},
                                   {PairAgain, "pair-again"},
                                   {StoresDoNotMatch, "stores-do-not-match"},
                                   {PersonDecides, "person-decides"},
                                   {Connected, "connected"},
                                   {OddConfig, "odd-config"},
                                   {Changed, "changed"},
                                   {SurvivorChanged, "keeper-changed"},
                                   {NameTrouble, "name-trouble"},
                                   {HeldBack, "held-back"},
                                   {SharedPhone, "shared-phone"},
                                   {DecideOrganization, "decide-organization"},
                                   {OrganizationInName, "organization-in-name"},
                                   {NoSuchOrganization, "no-such-organization"},
                                   {NamelessRow, "nameless-row"},
                                   {OtherPhoneLinked, "other-phone-linked"},
                                   {PhoneUnknown, "phone-unknown"},
                                   {NotConnected, "not-connected"},
                                   {RowNotFound, "row-not-found"},
                                   {RowDisabled, "row-disabled"},
                                   {RowNamesListed, "row-names-listed"},
                                   {RowNamesUnknown, "row-names-unknown"},
                                   {NameTaken, "name-taken"},
                                   {NotListed, "not-listed"},
                                   {NotOnServer, "not-on-server"},
                                   {NoTokenForWebhook, "no-token-for-webhook"},
                                   {NoWebhookYet, "no-webhook-yet"},
                                   {NotToRestart, "not-to-restart"}},
                                  leftReasonFromWord));
    }
}

void WordTablesTest::wordsStayWithTheirValues()
{
    QFETCH(QStringList, troubles);
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

void WordTablesTest::aWordThatMovedIsFound()
{
    using enum Environment;
    const auto count = [](std::initializer_list<std::pair<Environment, const char*>> listed) {
        return wordTroubles(std::function(environmentWord), listed, std::function([](const QString& word) {
                                return environmentFromWord(word);
                            }))
            .size();
    };
    QCOMPARE(count({{Production, "production"}, {Staging, "staging"}, {Development, "development"}}), 0);
    // Two words that changed places: each is said of another value, and read as another.
    QCOMPARE(count({{Production, "staging"}, {Staging, "production"}, {Development, "development"}}), 4);
    QCOMPARE(count({{Production, "production"}, {Staging, "staging"}}), 1);
    QCOMPARE(
        count(
            {{Production, "production"},
             {Staging, "staging"},
             {Development, "development"},
             {Development, "development"}}),
        1);
}

STEWARD_TEST(WordTablesTest)

} // namespace steward::word_tables_test

#include "word_tables_test.moc"
