#include "app/profiles/store_cards.h"

#include "app/components/pill.h"
#include "app/components/store_cells.h"
#include "app/profiles/store_tests.h"
#include "app/style/icons.h"
#include "ui_profile_editor.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr std::array allStores{Store::Server, Store::Database, Store::Cache};

struct CardsText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreCards)
};

Pill pillOf(const StoreTests& tests, Store store)
{
    if (tests.isRunning(store))
        return {{MarkShape::Working, Tone::Busy}, CardsText::tr("Testing…"), true};
    const std::optional<StoreDiagnosis>& found = tests.found(store);
    if (!found)
        return {{MarkShape::Dash, Tone::Quiet}, CardsText::tr("Not tested"), true};
    switch (found->worst()) {
    case CheckState::Ok:
    case CheckState::Skipped:
        return {{MarkShape::Dot, Tone::Good}, CardsText::tr("Works"), true};
    case CheckState::Warning:
        return {{MarkShape::Diamond, Tone::Warning}, CardsText::tr("Works, with a warning"), true};
    case CheckState::Failed:
        break;
    }
    return {{MarkShape::Triangle, Tone::Error}, CardsText::tr("Cannot be read"), true};
}

bool isUnreachable(const std::optional<StoreDiagnosis>& found)
{
    return found && std::ranges::any_of(found->checks, [](const Check& check) {
               return check.id == CheckId::Reachable && check.state == CheckState::Failed;
           });
}

void setError(QWidget& field, bool isError)
{
    if (field.property("error").toBool() == isError)
        return;
    field.setProperty("error", isError);
    field.update();
}

} // namespace

StoreCards::StoreCards(Ui::ProfileEditor& fields, StoreTests& tests, QObject* parent)
    : QObject(parent)
    , m_fields(fields)
    , m_tests(tests)
{
    for (const Store store : allStores) {
        const Card card = cardOf(store);
        card.icon->setPixmap(makeIcon(iconOfStore(store)).pixmap(scaled(16), scaled(16)));
        card.title->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
        card.summary->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
        card.test->setIcon(makeIcon(Icon::Stethoscope));
        bindFold(*card.fold, *card.line, *card.body);
        connect(card.test, &QPushButton::clicked, this, [this, store] { m_tests.start(store); });
        show(store);
    }
    fields.moreTitle->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    fields.moreSummary->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    fields.moreIcon->setPixmap(makeIcon(Icon::ShieldCheck).pixmap(scaled(16), scaled(16)));
    bindFold(*fields.moreFold, *fields.moreLine, *fields.moreBody);
    connect(&tests, &StoreTests::changed, this, &StoreCards::show);
    connect(fields.testAll, &QPushButton::clicked, this, [this] {
        if (m_tests.isRunning())
            m_tests.stop();
        else
            m_tests.startAll();
    });
}

StoreCards::Card StoreCards::cardOf(Store store) const
{
    Ui::ProfileEditor& ui = m_fields;
    switch (store) {
    case Store::Server:
        break;
    case Store::Database:
        return {ui.databaseFold, ui.databaseIcon, ui.databaseTitle,  ui.databaseSummary, ui.databaseState,
                ui.databaseLine, ui.databaseBody, ui.databaseDoctor, ui.databaseTest};
    case Store::Cache:
        return {ui.cacheFold, ui.cacheIcon, ui.cacheTitle,  ui.cacheSummary, ui.cacheState,
                ui.cacheLine, ui.cacheBody, ui.cacheDoctor, ui.cacheTest};
    }
    return {ui.serverFold, ui.serverIcon, ui.serverTitle,  ui.serverSummary, ui.serverState,
            ui.serverLine, ui.serverBody, ui.serverDoctor, ui.serverTest};
}

void StoreCards::bindFold(QToolButton& fold, QWidget& line, QWidget& body)
{
    const auto take = [&fold, &line, &body] {
        fold.setIcon(makeIcon(fold.isChecked() ? Icon::ChevronDown : Icon::ChevronRight));
        fold.setToolTip(fold.isChecked() ? CardsText::tr("Fold") : CardsText::tr("Unfold"));
        line.setVisible(fold.isChecked());
        body.setVisible(fold.isChecked());
    };
    connect(&fold, &QToolButton::toggled, &body, take);
    take();
}

void StoreCards::show(Store store)
{
    const Card card = cardOf(store);
    const Pill pill = pillOf(m_tests, store);
    card.state->setPill(pill);
    card.state->setAccessibleName(card.title->text() + QStringLiteral(": ") + pill.text);
    card.test->setEnabled(!m_tests.isRunning(store));
    const std::optional<StoreDiagnosis>& found = m_tests.found(store);
    card.test->setText(found ? CardsText::tr("Test again") : CardsText::tr("Test"));
    if (found)
        card.doctor->setDiagnosis(*found);
    else
        card.doctor->setUnknown(store, m_tests.isRunning(store));
    if (found && found->worst() == CheckState::Failed)
        unfold(store);
    const bool isAway = isUnreachable(found);
    setError(
        store == Store::Server     ? *m_fields.serverUrl
        : store == Store::Database ? *m_fields.databaseHost
                                   : *m_fields.cacheHost,
        isAway);
    m_fields.testAll->setText(m_tests.isRunning() ? CardsText::tr("S&top") : CardsText::tr("&Test all"));
    m_fields.testAll->setIcon(makeIcon(m_tests.isRunning() ? Icon::X : Icon::Stethoscope));
}

void StoreCards::showSummaries()
{
    m_fields.serverSummary->setText(m_fields.serverUrl->text());
    QStringList database{m_fields.databaseHost->text(), m_fields.databaseName->text()};
    if (const QString user = m_fields.databaseUser->text(); !user.isEmpty()) {
        //: %1 is the user by which the database knows us
        database << CardsText::tr("as %1").arg(user);
    }
    database.removeAll(QString());
    m_fields.databaseSummary->setText(database.join(QStringLiteral(" · ")));
    const bool isSocket = m_fields.transport->currentIndex() == static_cast<int>(CacheSettings::Transport::Unix);
    const QString place = isSocket ? m_fields.socketPath->text() : m_fields.cacheHost->text();
    m_fields.cacheSummary->setText(
        place.isEmpty()
            ? QString()
            //: %1 is a host or a socket, %2 the number of a database
            : CardsText::tr("%1 · database %2").arg(place, QString::number(m_fields.cacheDatabase->value())));
    m_fields.moreSummary->setText(
        m_fields.allowInsecure->isChecked() ? CardsText::tr("unencrypted connections are allowed") : QString());
}

void StoreCards::unfold(Store store)
{
    cardOf(store).fold->setChecked(true);
}

void StoreCards::unfoldAll()
{
    for (const Store store : allStores)
        unfold(store);
}

void StoreCards::setStacked(bool isStacked)
{
    const QBoxLayout::Direction direction = isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    for (QBoxLayout* row :
         {m_fields.generalLayout, m_fields.serverBodyLayout, m_fields.databaseBodyLayout, m_fields.cacheBodyLayout,
          m_fields.limitsRow})
        row->setDirection(direction);
    for (QFrame* rule : {m_fields.serverRule, m_fields.databaseRule, m_fields.cacheRule})
        rule->setVisible(!isStacked);
}

bool StoreCards::holds(Store store, const QWidget& field) const
{
    return cardOf(store).body->isAncestorOf(&field);
}

} // namespace steward
