#include "local/profile_file.h"
#include "local/profile_samples.h"
#include "local/translations.h"
#include "support/test_registry.h"
#include "support/word_list.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::local_words_test {

namespace {

/// What a profile's file says of that transport. One that is none is not written.
QString writtenTransport(CacheSettings::Transport transport)
{
    Profile profile = fullProfile();
    profile.cache.transport = transport;
    const Result<QByteArray> document = ProfileFile::toDocument(profile);
    if (!document)
        return unknownWord();
    return QJsonDocument::fromJson(*document)
        .object()
        .value(QLatin1String("cache"))
        .toObject()
        .value(QLatin1String("transport"))
        .toString();
}

} // namespace

/// The words that stand in files of this computer; those of the keychain: KeychainSession.
class LocalWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsStayWithTheirValues_data();
    void wordsStayWithTheirValues();
};

void LocalWordsTest::wordsStayWithTheirValues_data()
{
    QTest::addColumn<QStringList>("troubles");
    const auto row = [](const char* table, const QStringList& troubles) { QTest::newRow(table) << troubles; };
    {
        using enum CacheSettings::Transport;
        row("transport",
            wordTroubles<CacheSettings::Transport>(writtenTransport, {{Tcp, "tcp"}, {Tls, "tls"}, {Unix, "unix"}}));
    }
    {
        using enum Language;
        row("languageWord",
            wordTroubles<Language>(
                languageWord, {{System, "system"}, {English, "en"}, {Portuguese, "pt_BR"}, {Spanish, "es"}},
                languageFromWord));
    }
}

void LocalWordsTest::wordsStayWithTheirValues()
{
    QFETCH(QStringList, troubles);
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

STEWARD_TEST(LocalWordsTest)

} // namespace steward::local_words_test

#include "local_words_test.moc"
