#include "app/creation/conflict_list.h"

#include "app/style/appearance.h"
#include "app/style/plain_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <memory>

namespace steward {
namespace {

constexpr size_t shownAtMost = 8; // an organization with more has a finding of its own

} // namespace

ConflictList::ConflictList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(1, 1);
}

void ConflictList::setConflicts(const std::vector<Conflict>& standing)
{
    while (const std::unique_ptr<QLayoutItem> item{m_grid->takeAt(0)}) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its own button may be what was pressed
    }
    for (size_t place = 0; place < std::min(standing.size(), shownAtMost); ++place)
        addConflict(standing[place]);
    if (standing.size() > shownAtMost) {
        auto* more = new QLabel(this);
        more->setTextFormat(Qt::PlainText);
        more->setText(tr("And %n more.", nullptr, static_cast<int>(standing.size() - shownAtMost)));
        m_grid->addWidget(more, m_grid->rowCount(), 1);
    }
}

void ConflictList::addConflict(const Conflict& standing)
{
    const int line = m_grid->rowCount();
    auto* mark = new QLabel(this);
    const int side = fontMetrics().ascent() + 3;
    const Mark shape = standing.isHealthy ? Mark{MarkShape::Dot, Tone::Good} : Mark{MarkShape::Diamond, Tone::Warning};
    mark->setTextFormat(Qt::PlainText);
    mark->setPixmap(shapeIcon(shape, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    auto* words = new QLabel(this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setText(breakable(standing.because));
    m_grid->addWidget(mark, line, 0, Qt::AlignTop);
    m_grid->addWidget(words, line, 1);
    if (!standing.offer)
        return;
    auto* button = new QPushButton(this);
    button->setAutoDefault(false);
    switch (*standing.offer) {
    case SuggestedAction::Open:
        button->setText(tr("Show It"));
        break;
    case SuggestedAction::PairAgain:
        button->setText(tr("Pair It Again…"));
        break;
    case SuggestedAction::Finish:
        button->setText(tr("Finish It"));
        break;
    }
    //: %1 is what a button does, %2 an instance's name
    button->setAccessibleName(tr("%1: %2").arg(button->text(), standing.name.text()));
    connect(button, &QPushButton::clicked, this, [this, standing] { Q_EMIT taken(standing); });
    m_grid->addWidget(button, line, 2, Qt::AlignTop);
}

} // namespace steward
