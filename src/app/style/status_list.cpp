#include "app/style/status_list.h"

#include "app/style/appearance.h"
#include "app/style/plain_text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace steward {
namespace {

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

StatusList::StatusList(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
}

StatusList::Row StatusList::addRow(int place)
{
    const Row row{plainLabel(this), plainLabel(this), plainLabel(this)};
    for (QLabel* label : {row.title, row.notes}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    row.notes->setContentsMargins(0, 0, 0, 6);
    m_grid->addWidget(row.mark, place * 2, 0, Qt::AlignTop);
    m_grid->addWidget(row.title, place * 2, 1);
    m_grid->addWidget(row.notes, place * 2 + 1, 1);
    return row;
}

void StatusList::setLines(const std::vector<Line>& lines)
{
    while (m_rows.size() < lines.size())
        m_rows.push_back(addRow(static_cast<int>(m_rows.size())));
    while (m_rows.size() > lines.size()) {
        for (QLabel* label : {m_rows.back().mark, m_rows.back().title, m_rows.back().notes})
            delete label;
        m_rows.pop_back();
    }
    m_lines = lines;
    for (size_t place = 0; place < lines.size(); ++place)
        fill(static_cast<int>(place));
}

void StatusList::fill(int place)
{
    const Line& line = m_lines[static_cast<size_t>(place)];
    const Row& row = m_rows[static_cast<size_t>(place)];
    const int side = fontMetrics().ascent() + 3;
    row.mark->setPixmap(shapeIcon(line.mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    QFont bold = font();
    bold.setBold(line.strong);
    row.title->setFont(bold);
    row.title->setText(breakable(line.title));
    row.title->setForegroundRole(
        line.mark.tone == Tone::Quiet && !line.strong ? QPalette::PlaceholderText : QPalette::WindowText);
    row.notes->setText(breakable(line.notes.join(QLatin1Char('\n'))));
    row.notes->setVisible(!line.notes.isEmpty());
}

void StatusList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (size_t place = 0; place < m_rows.size(); ++place)
        fill(static_cast<int>(place));
}

} // namespace steward
