#include "app/profiles/secrets_dialog.h"
#include "app/style/appearance.h"
#include "support/test_registry.h"
#include "support/word_list.h"

#include <QLineEdit>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::window_words_test {

/// The words that the window keeps, and by which its parts are found.
class WindowWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appearancesKeepTheirWords();
    void secretsKeepTheirFields();
};

void WindowWordsTest::appearancesKeepTheirWords()
{
    using enum Appearance;
    const QStringList troubles = wordTroubles<Appearance>(
        appearanceWord, {{System, "system"}, {Light, "light"}, {Dark, "dark"}}, appearanceFromWord);
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

void WindowWordsTest::secretsKeepTheirFields()
{
    using enum SecretKind;
    const auto fieldOf = [](SecretKind kind) {
        return SecretsDialog({}, {}, {kind}).findChild<QLineEdit*>()->objectName();
    };
    const QStringList troubles = wordTroubles<SecretKind>(
        fieldOf, {{ApiKey, "apiKey"}, {DatabasePassword, "databasePassword"}, {CachePassword, "cachePassword"}});
    QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(QLatin1Char('\n'))));
}

STEWARD_TEST(WindowWordsTest)

} // namespace steward::window_words_test

#include "window_words_test.moc"
