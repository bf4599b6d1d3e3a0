#include "app/inspector/compare_view.h"

#include "app/components/store_cells.h"
#include "app/components/text_label.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"

#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace steward {

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , m_onlyDifferences(new QCheckBox(tr("&Only differences")))
    , m_count(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::quiet))
    , m_records(new QTableWidget)
    , m_note(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::quiet))
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(16));
    lines->setSpacing(scaled(12));
    auto* first = new QHBoxLayout;
    first->addWidget(m_onlyDifferences);
    first->addStretch(1);
    first->addWidget(m_count);
    lines->addLayout(first);
    lines->addWidget(m_records);
    lines->addWidget(m_note);
    lines->addStretch(1);
    m_note->setWordWrap(true);
    m_onlyDifferences->setObjectName(QStringLiteral("onlyDifferences"));
    m_records->setObjectName(QStringLiteral("records"));
    m_records->setAccessibleName(tr("Records of the three stores"));
    m_records->setColumnCount(4);
    m_records->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_records->setSelectionMode(QAbstractItemView::SingleSelection);
    m_records->setTabKeyNavigation(false);
    m_records->setShowGrid(false);
    m_records->setWordWrap(true);
    m_records->setTextElideMode(Qt::ElideRight);
    m_records->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_records->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_records->verticalHeader()->hide();
    m_records->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_records->verticalHeader()->setMinimumSectionSize(scaled(24));
    m_records->verticalHeader()->setDefaultSectionSize(scaled(30));
    m_records->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_records->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);
    m_records->horizontalHeader()->setHighlightSections(false);
    m_records->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_records->setColumnWidth(0, scaled(96));
    m_records->setFont(textFont(TextSize::Small));
    m_records->setHorizontalHeaderItem(0, new QTableWidgetItem(QString()));
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        m_records->setHorizontalHeaderItem(
            static_cast<int>(store) + 1, new QTableWidgetItem(makeIcon(iconOfStore(store)), storeLabel(store)));
    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0);
    connect(&m_fitTimer, &QTimer::timeout, this, &CompareView::fit);
    connect(m_records->horizontalHeader(), &QHeaderView::sectionResized, &m_fitTimer, qOverload<>(&QTimer::start));
    connect(m_onlyDifferences, &QCheckBox::toggled, this, &CompareView::fill);
}

void CompareView::setFields(std::vector<RecordField> fields)
{
    m_fields = std::move(fields);
    std::ranges::stable_partition(m_fields, &RecordField::differs);
    fill();
}

void CompareView::fill()
{
    m_records->clearContents();
    m_records->clearSpans();
    m_records->setRowCount(0);
    const auto differing = static_cast<int>(std::ranges::count_if(m_fields, &RecordField::differs));
    bool isDivided = differing == 0;
    for (const RecordField& field : m_fields) {
        if (!field.differs && m_onlyDifferences->isChecked())
            break;
        if (!field.differs && !std::exchange(isDivided, true))
            addDivider();
        addField(field);
    }
    //: %n is how many of %1 fields differ between the stores
    m_count->setText(tr("%n of %1 differ", nullptr, differing).arg(m_fields.size()));
    m_note->setText(differing == 0 ? tr("What the stores say of it agrees.") : QString());
    m_note->setVisible(differing == 0);
    fit();
}

void CompareView::addDivider()
{
    const int line = m_records->rowCount();
    m_records->insertRow(line);
    auto* item = new QTableWidgetItem(tr("No difference"));
    item->setFont(textFont(TextSize::Label, QFont::DemiBold));
    item->setForeground(Tokens::of(palette()).quiet);
    item->setBackground(Tokens::of(palette()).side);
    item->setFlags(Qt::ItemIsEnabled);
    m_records->setItem(line, 0, item);
    m_records->setSpan(line, 0, 1, 4);
}

void CompareView::addField(const RecordField& field)
{
    const Tokens& tokens = Tokens::of(palette());
    const int line = m_records->rowCount();
    m_records->insertRow(line);
    // The sign says it where colour and weight do not reach.
    auto* title = new QTableWidgetItem(field.differs ? field.title + QStringLiteral(" ≠") : field.title);
    title->setForeground(field.differs ? tokens.warn : tokens.quiet);
    const QFont font = textFont(TextSize::Small, field.differs ? QFont::DemiBold : QFont::Normal);
    m_records->setItem(line, 0, title);
    for (int store = 0; store < 3; ++store) {
        const QString& value = field.values[static_cast<size_t>(store)];
        auto* cell = new QTableWidgetItem(value.isEmpty() ? QStringLiteral("–") : breakable(value, 11));
        if (value.isEmpty())
            cell->setForeground(tokens.quiet);
        cell->setToolTip(escapedToolTip(value));
        m_records->setItem(line, store + 1, cell);
    }
    for (int column = 0; column < 4; ++column) {
        m_records->item(line, column)->setFont(font);
        if (field.differs)
            m_records->item(line, column)->setBackground(tokens.warnSoft);
    }
}

void CompareView::fit()
{
    m_records->resizeRowsToContents(); // a few dozen rows
    for (int line = 0; line < m_records->rowCount(); ++line) {
        if (const int height = m_records->rowHeight(line); height > scaled(30)) // of several lines: air around them
            m_records->setRowHeight(line, height + scaled(8));
    }
    m_records->setFixedHeight(
        m_records->horizontalHeader()->sizeHint().height() + m_records->verticalHeader()->length() +
        2 * m_records->frameWidth());
}

void CompareView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace steward
