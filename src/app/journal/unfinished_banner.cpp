#include "app/journal/unfinished_banner.h"

#include "app/style/appearance.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace steward {
namespace {

constexpr int titlesShown = 3;

struct BannerText {
    Q_DECLARE_TR_FUNCTIONS(steward::UnfinishedBanner)
};

QString interruptedSentence(const std::vector<JournalEntry>& interrupted)
{
    QStringList titles;
    for (const JournalEntry& entry : interrupted) {
        if (titles.size() < titlesShown)
            titles << entry.task.title;
    }
    const int count = static_cast<int>(interrupted.size());
    if (count > titlesShown)
        titles << QStringLiteral("…");
    //: %n is how many operations, %1 names them
    return BannerText::tr("%n operation(s) were interrupted before their end: %1.", nullptr, count)
        .arg(titles.join(QStringLiteral("; ")));
}

/// All that was interrupted takes somebody who may do more.
bool isForOthers(const UnfinishedWork& work, const ProfileContext& stores)
{
    return !work.interrupted.empty() && std::ranges::none_of(work.interrupted, [&stores](const JournalEntry& entry) {
        return mayBegin(stores.role, entry.task.kind);
    });
}

/// What it says, and what that means.
QStringList sentencesOf(const UnfinishedWork& work, const ProfileContext& stores)
{
    QStringList sentences;
    if (!work.interrupted.empty())
        sentences << interruptedSentence(work.interrupted);
    if (work.untold > 0) {
        sentences << BannerText::tr(
                         "No worker listens, so none has heard of %n change(s) yet.", nullptr,
                         static_cast<int>(work.untold))
                  << BannerText::tr("Until one does, workers may go on with what they knew; it is told as soon as one "
                                    "listens.");
    }
    if (work.trouble)
        sentences << work.trouble->sentence;
    else if (stores.readOnly)
        sentences << BannerText::tr("This profile only reads; open one that may change the stores to bring it to its "
                                    "end.");
    else if (isForOthers(work, stores))
        sentences << BannerText::tr("Only an administrator can finish it.");
    return sentences;
}

} // namespace

UnfinishedBanner::UnfinishedBanner(QWidget* parent)
    : QFrame(parent)
    , m_mark(new QLabel(this))
    , m_words(new QLabel(this))
    , m_resume(new QPushButton(tr("&Finish it…"), this))
    , m_dismiss(new QToolButton(this))
{
    auto* journal = new QPushButton(tr("Show the &journal"), this);
    setButtonKind(*m_resume, ButtonKind::Primary);
    m_resume->setAccessibleName(tr("Finish what was interrupted"));
    journal->setAccessibleName(tr("Show the journal"));
    for (QLabel* label : {m_mark, m_words})
        label->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_dismiss->setIcon(makeIcon(Icon::X));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setToolTip(tr("Hide this notice until there is something new"));
    m_dismiss->setAccessibleName(tr("Dismiss this notice"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(readingMargins(scaled(14), scaled(10), scaled(12), scaled(10) + 1));
    row->setSpacing(scaled(10));
    row->addWidget(m_mark);
    row->addWidget(m_words, 1);
    row->addWidget(m_resume);
    row->addWidget(journal);
    row->addWidget(m_dismiss);
    connect(m_resume, &QPushButton::clicked, this, &UnfinishedBanner::resumeWanted);
    connect(journal, &QPushButton::clicked, this, &UnfinishedBanner::journalWanted);
    connect(m_dismiss, &QToolButton::clicked, this, &UnfinishedBanner::dismiss);
    hide();
}

void UnfinishedBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    const Tone tone = m_work.trouble ? Tone::Error : Tone::Warning;
    painter.fillRect(rect(), tokens.soft(tone));
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.softLine(tone));
}

void UnfinishedBanner::dismiss()
{
    m_dismissed = m_work;
    hide();
}

void UnfinishedBanner::setWork(const UnfinishedWork& work, const ProfileContext& stores)
{
    m_work = work;
    if (m_dismissed && !work.isWithin(*m_dismissed))
        m_dismissed.reset();
    setVisible(work.any() && !m_dismissed);
    if (!work.any())
        return;
    const int side = fontMetrics().ascent() + 4;
    const Mark mark = work.trouble ? Mark{MarkShape::Triangle, Tone::Error} : Mark{MarkShape::Diamond, Tone::Warning};
    m_mark->setPixmap(shapeIcon(mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    m_words->setText(breakable(sentencesOf(work, stores).join(QLatin1Char(' '))));
    m_resume->setVisible(!stores.readOnly && !work.trouble && !isForOthers(work, stores));
    // With a journal that cannot be trusted nothing is written: that stays in sight.
    m_dismiss->setVisible(!work.trouble);
}

} // namespace steward
