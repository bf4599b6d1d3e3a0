#include "app/journal/unfinished_banner.h"

#include "app/look/appearance.h"
#include "app/look/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace steward {
namespace {

constexpr int titlesShown = 3;

} // namespace

UnfinishedBanner::UnfinishedBanner(QWidget* parent)
    : QFrame(parent)
    , m_mark(new QLabel(this))
    , m_words(new QLabel(this))
    , m_resume(new QPushButton(tr("&Bring to Its End"), this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* journal = new QPushButton(tr("Show the &Journal…"), this);
    m_resume->setAccessibleName(tr("Bring what was interrupted to its end"));
    journal->setAccessibleName(tr("Show the journal"));
    for (QLabel* label : {m_mark, m_words})
        label->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->addWidget(m_mark);
    row->addWidget(m_words, 1);
    row->addWidget(m_resume);
    row->addWidget(journal);
    connect(m_resume, &QPushButton::clicked, this, &UnfinishedBanner::resumeWanted);
    connect(journal, &QPushButton::clicked, this, &UnfinishedBanner::journalWanted);
    hide();
}

void UnfinishedBanner::setWork(const UnfinishedWork& work, bool readOnly)
{
    setVisible(work.any());
    if (!work.any())
        return;
    QStringList sentences;
    const int count = static_cast<int>(work.interrupted.size());
    if (count > 0) {
        QStringList titles;
        for (const JournalEntry& entry : work.interrupted) {
            if (titles.size() < titlesShown)
                titles << entry.task.title;
        }
        if (count > titlesShown)
            titles << QStringLiteral("…");
        //: %n is how many operations, %1 names them
        sentences << tr("%n operation(s) were interrupted before their end: %1.", nullptr, count)
                         .arg(titles.join(QStringLiteral("; ")));
    }
    if (work.untold > 0)
        sentences << tr("No worker has heard of %n change(s) yet.", nullptr, static_cast<int>(work.untold));
    if (work.trouble)
        sentences << work.trouble->sentence;
    else if (readOnly)
        sentences << tr("This profile only reads; open one that may change the stores to bring it to its end.");
    const int side = fontMetrics().ascent() + 4;
    const Mark mark = work.trouble ? Mark{MarkShape::Triangle, Tone::Error} : Mark{MarkShape::Diamond, Tone::Warning};
    m_mark->setPixmap(shapeIcon(mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    m_words->setText(breakable(sentences.join(QLatin1Char(' '))));
    m_resume->setVisible(!readOnly && !work.trouble);
}

} // namespace steward
