#include "app/inspector/summary_view.h"

#include "app/components/problem_card.h"
#include "app/components/text_label.h"
#include "app/inspector/problem_meaning.h"
#include "app/inspector/store_lines.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/table/verdict_words.h"
#include "domain/query/instance_state.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QGridLayout>
#include <QLocale>
#include <QPushButton>

namespace steward {
namespace {

void emptyLayout(QLayout& layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)})
        delete item->widget();
}

QLabel* heading(const QString& text)
{
    auto* label = new TextLabel(text, TextSize::Label, QFont::DemiBold, &Tokens::quiet);
    label->setContentsMargins(0, scaled(8), 0, scaled(6));
    return label;
}

QString webhookText(const Audit& audit, const AuditRow& row)
{
    const auto asked = audit.snapshot().webhooks.constFind(row.name);
    const Integration* integration = row.integration();
    const QString token =
        integration && !integration->webhookToken.isEmpty() ? integration->webhookToken.masked() : QString();
    if (asked == audit.snapshot().webhooks.cend())
        return SummaryView::tr("Not checked");
    if (!asked->has_value())
        return SummaryView::tr("None is set");
    if (!(*asked)->enabled)
        return SummaryView::tr("Switched off");
    //: %1 is the first letters of a token
    return token.isEmpty() ? SummaryView::tr("Set") : SummaryView::tr("Set, token %1").arg(token);
}

} // namespace

QString unreadText(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    if (!snapshot.server.isWhole())
        return SummaryView::tr("Nothing can be changed while the server is unread.");
    if (!snapshot.database.isWhole())
        return SummaryView::tr("Nothing can be changed while the database is unread.");
    return snapshot.cache.isWhole() ? QString() : SummaryView::tr("Nothing can be changed while the cache is unread.");
}

SummaryView::SummaryView(QWidget* parent)
    : QWidget(parent)
    , m_problems(new QVBoxLayout)
    , m_stores(new StoreLines)
    , m_details(new QGridLayout)
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
    lines->setSpacing(0);
    m_problems->setSpacing(scaled(12));
    lines->addLayout(m_problems);
    lines->addWidget(heading(tr("Stores")));
    lines->addWidget(m_stores);
    lines->addSpacing(scaled(8));
    lines->addWidget(heading(tr("Details")));
    m_details->setHorizontalSpacing(scaled(8));
    m_details->setVerticalSpacing(scaled(8));
    m_details->setColumnMinimumWidth(0, scaled(108));
    m_details->setColumnStretch(1, 1);
    lines->addLayout(m_details);
    lines->addStretch(1);
}

void SummaryView::setRow(const AuditIndex& index, const AuditRow& row)
{
    emptyLayout(*m_problems);
    m_unread = unreadText(index.audit());
    m_isUnusable = row.kind == RowKind::Instance && !row.name.isReachable();
    m_hasDuplicates = row.has(FindingCode::DuplicateInstance);
    m_isServerUnread = !index.audit().snapshot().server.isWhole();
    for (const Finding& finding : row.findings)
        addProblem(finding);
    if (row.findings.empty() && row.isIgnored)
        m_problems->addWidget(new TextLabel(tr("The profile leaves this instance alone.")));
    m_stores->setRow(row);
    fillDetails(index, row);
}

/// Why this cannot be done now. A plan is refused while a store is unread; a phone is paired at the server alone.
QString SummaryView::whyNot(ProblemWay way) const
{
    if (!isChange(way))
        return {};
    if (QString standing = obstacleOf(way, m_obstacles); !standing.isEmpty())
        return standing;
    if (m_isUnusable)
        return tr("No address can reach this name, so nothing can be done with it from here.");
    if (m_hasDuplicates && (way == ProblemWay::Assign || way == ProblemWay::Reset))
        return tr("Clean up the duplicates first. That mends this too.");
    return way == ProblemWay::Pair && !m_isServerUnread ? QString() : m_unread;
}

void SummaryView::addProblem(const Finding& finding)
{
    QStringList words{sentenceOf(finding, NameForm::Short), problemMeaning(finding.code)};
    bool isHeld = false;
    for (const ProblemButton& way : waysOf(finding.code))
        isHeld = isHeld || !whyNot(way.way).isEmpty();
    if (isHeld && m_obstacles.plans.isEmpty())
        words << whyNot(waysOf(finding.code).front().way);
    auto* card =
        new ProblemCard(severityMark(finding.severity()), findingTitle(finding.code), words.join(QLatin1Char(' ')));
    card->setSteps(problemSteps(finding.code));
    card->setToolTip(escapedToolTip(findingRepair(finding.code)));
    for (const ProblemButton& way : waysOf(finding.code)) {
        auto* button = new QPushButton(makeIcon(iconOf(way.way)), withoutMnemonics(way.text));
        button->setObjectName(QStringLiteral("problemWay"));
        if (way.isPrimary)
            setButtonKind(*button, ButtonKind::Primary);
        else if (!isChange(way.way))
            setButtonKind(*button, ButtonKind::Ghost);
        const QString obstacle = whyNot(way.way);
        button->setEnabled(obstacle.isEmpty());
        button->setToolTip(escapedToolTip(obstacle.isEmpty() ? findingRepair(finding.code) : obstacle));
        connect(button, &QPushButton::clicked, this, [this, way = way.way, code = finding.code] {
            Q_EMIT wayWanted(way, code);
        });
        card->addButton(button);
    }
    m_problems->addWidget(card);
}

void SummaryView::addDetail(const QString& title, const QString& text)
{
    if (text.isEmpty())
        return;
    const int line = m_detailLines++;
    m_details->addWidget(
        new TextLabel(title, TextSize::Body, QFont::Normal, &Tokens::quiet), line, 0, Qt::AlignTop | Qt::AlignLeading);
    auto* value = new TextLabel(breakable(text));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->addWidget(value, line, 1);
}

void SummaryView::fillDetails(const AuditIndex& index, const AuditRow& row)
{
    emptyLayout(*m_details);
    m_detailLines = 0;
    const Audit& audit = index.audit();
    addDetail(tr("Phone"), row.phone() ? phoneInGroups(*row.phone()) : QStringLiteral("–"));
    if (row.server)
        addDetail(tr("WhatsApp name"), row.server->profileName);
    if (const std::optional<Timestamp> since = sinceOf(row)) {
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(audit.snapshot().takenAt - *since);
        const InstanceState state = stateOf(row);
        //: %1 is a state such as "Connected"
        const QString words = tr("%1 since").arg(instanceStateTitle(state));
        // What the server has not said is not unread since then: the time is the row's.
        addDetail(
            state == InstanceState::NotRead ? columnTitle(Column::Since) : words,
            timeText(since) + QStringLiteral(" · ") + durationText(age));
    }
    if (row.server && row.server->messages >= 0)
        addDetail(tr("Messages"), QLocale().toString(row.server->messages));
    if (row.server)
        addDetail(tr("Webhook"), webhookText(audit, row));
    addDetail(tr("Protected"), row.isProtected ? tr("Yes: no plan deletes, disables or cleans it.") : tr("No"));
    addDetail(tr("Verdict"), verdictTitle(row.verdict) + QStringLiteral(". ") + verdictSentence(row.verdict));
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    addDetail(tr("Checked"), answerAges(row, audit.snapshot(), now));
}

} // namespace steward
