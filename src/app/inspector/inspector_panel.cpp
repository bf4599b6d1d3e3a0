#include "app/inspector/inspector_panel.h"

#include "app/inspector/record_fields.h"
#include "app/operations/workspace_actions.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/table/verdict_words.h"
#include "ui_inspector_panel.h"
#include "workflows/read/audit_json.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>

namespace steward {
namespace {

/// Takes everything out of a layout and deletes it.
void empty(QLayout& layout)
{
    while (const std::unique_ptr<QLayoutItem> item{layout.takeAt(0)})
        delete item->widget();
}

} // namespace

InspectorPanel::InspectorPanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::InspectorPanel>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_ui->title->setFont(bold);
    m_ui->records->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_ui->records->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);
    m_ui->records->horizontalHeader()->setHighlightSections(false);
    m_ui->records->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->records->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_ui->records->setTextElideMode(Qt::ElideRight);
    m_ui->scroll->viewport()->installEventFilter(this);
    m_ui->json->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->json->hide();
    connect(m_ui->records->horizontalHeader(), &QHeaderView::sectionResized, &m_fitTimer, qOverload<>(&QTimer::start));
    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0);
    connect(&m_fitTimer, &QTimer::timeout, this, &InspectorPanel::fitRecords);
    connect(m_ui->showJson, &QPushButton::toggled, this, [this](bool shown) {
        m_ui->json->setVisible(shown);
        showJson();
    });
    connect(m_ui->copyName, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_index->row(m_row).name.text());
    });
    connect(m_ui->repair, &QPushButton::clicked, this, [this] { Q_EMIT repairWanted(m_index->row(m_row)); });
    connect(m_ui->pair, &QPushButton::clicked, this, [this] { Q_EMIT pairWanted(m_index->row(m_row).name); });
    connect(m_ui->copyJson, &QPushButton::clicked, this, [this] {
        const QJsonObject object = auditRowJson(m_index->audit(), m_index->row(m_row));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(QJsonDocument(object).toJson()));
    });
    show();
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::setChangeMenu(FillMenu fill)
{
    auto* menu = new QMenu(m_ui->change);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, fill = std::move(fill)] {
        menu->clear();
        if (m_index && m_row >= 0)
            fill(*menu, m_index->row(m_row));
    });
    m_ui->change->setMenu(menu);
}

void InspectorPanel::setObstacle(const QString& reason)
{
    for (QPushButton* button : {m_ui->repair, m_ui->change}) {
        button->setEnabled(reason.isEmpty());
        if (!reason.isEmpty())
            button->setToolTip(reason);
    }
}

void InspectorPanel::setRow(std::shared_ptr<const AuditIndex> index, int row)
{
    if (index == m_index && row == m_row)
        return;
    m_index = std::move(index);
    m_row = row;
    show();
}

void InspectorPanel::show()
{
    const bool any = m_index && m_row >= 0;
    m_ui->pages->setCurrentWidget(any ? m_ui->recordPage : m_ui->emptyPage);
    if (!any)
        return;
    const AuditRow& row = m_index->row(m_row);
    m_ui->title->setText(breakable(row.title()));
    m_ui->copyName->setEnabled(row.kind == RowKind::Instance);
    m_ui->pair->setVisible(WorkspaceActions::canBePaired(row) && row.connection() != Connection::Open);
    m_ui->organization->setText(
        row.organizationId.isNull() ? tr("No organization is known for it.")
                                    : breakable(m_index->audit().organizationName(row.organizationId)));
    showProtection(row);
    m_ui->repair->setVisible(!row.findings.empty());
    showFindings(row);
    showRecords(row);
    showJson();
}

void InspectorPanel::showProtection(const AuditRow& row)
{
    m_ui->protection->setVisible(row.isProtected);
    m_ui->protectionMark->setVisible(row.isProtected);
    const int side = fontMetrics().ascent() + 3;
    m_ui->protectionMark->setPixmap(
        shapeIcon({MarkShape::Lock, Tone::Busy}, palette()).pixmap(QSize(side, side), devicePixelRatio()));
}

void InspectorPanel::showFindings(const AuditRow& row)
{
    empty(*m_ui->findings);
    showVerdict(row);
    for (const Finding& finding : row.findings)
        addFinding(finding);
    if (row.findings.empty() && row.isIgnored)
        addFindingLabel(
            tr("The profile leaves this instance alone."), false, QPalette::WindowText, m_ui->findings->rowCount());
}

void InspectorPanel::showVerdict(const AuditRow& row)
{
    addMark(row.verdict == Verdict::Problem ? severityMark(row.worst()) : verdictMark(row.verdict), 0);
    addFindingLabel(verdictTitle(row.verdict), true, QPalette::WindowText, 0);
    addFindingLabel(verdictSentence(row.verdict), false, QPalette::WindowText, 1);
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (const QString ages = answerAges(row, m_index->audit().snapshot(), now); !ages.isEmpty())
        addFindingLabel(ages, false, QPalette::PlaceholderText, 2);
}

void InspectorPanel::addMark(const Mark& mark, int line)
{
    auto* label = new QLabel;
    const int side = fontMetrics().ascent() + 3;
    label->setTextFormat(Qt::PlainText);
    label->setPixmap(shapeIcon(mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    m_ui->findings->addWidget(label, line, 0, Qt::AlignTop);
}

void InspectorPanel::addFinding(const Finding& finding)
{
    const int line = m_ui->findings->rowCount();
    addMark(severityMark(finding.severity()), line);
    addFindingLabel(findingTitle(finding.code), true, QPalette::WindowText, line);
    addFindingLabel(finding.because, false, QPalette::WindowText, line + 1);
    addFindingLabel(findingRepair(finding.code), false, QPalette::PlaceholderText, line + 2);
}

void InspectorPanel::addFindingLabel(const QString& text, bool bold, QPalette::ColorRole role, int line)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(breakable(text));
    label->setWordWrap(true);
    label->setForegroundRole(role);
    QFont font = label->font();
    font.setBold(bold);
    label->setFont(font);
    m_ui->findings->addWidget(label, line, 1);
}

void InspectorPanel::showRecords(const AuditRow& row)
{
    const std::vector<RecordField> fields = recordFields(m_index->audit(), row);
    QTableWidget& table = *m_ui->records;
    table.clearContents();
    table.setRowCount(static_cast<int>(fields.size()));
    int titleWidth = 0;
    for (int line = 0; line < table.rowCount(); ++line) {
        const RecordField& field = fields[static_cast<size_t>(line)];
        // The sign says it where colour and weight do not reach.
        auto* title = new QTableWidgetItem(field.differs ? field.title + QStringLiteral(" ≠") : field.title);
        title->setForeground(field.differs ? toneColor(Tone::Warning, palette()) : quietColor(palette()));
        QFont font = title->font();
        font.setBold(field.differs);
        title->setFont(font);
        titleWidth = std::max(titleWidth, QFontMetrics(font).horizontalAdvance(title->text()));
        table.setItem(line, 0, title);
        for (int store = 0; store < 3; ++store) {
            const QString& value = field.values[static_cast<size_t>(store)];
            auto* cell = new QTableWidgetItem(value.isEmpty() ? QStringLiteral("–") : breakable(value, 11));
            cell->setFont(field.differs && !value.isEmpty() ? font : table.font());
            if (value.isEmpty())
                cell->setForeground(quietColor(palette()));
            cell->setToolTip(escapedToolTip(value));
            table.setItem(line, store + 1, cell);
        }
    }
    table.setColumnWidth(0, titleWidth + 14);
    fitRecords();
}

void InspectorPanel::fitRecords()
{
    QTableWidget& table = *m_ui->records;
    table.resizeRowsToContents(); // a few dozen rows
    table.setFixedHeight(
        table.horizontalHeader()->sizeHint().height() + table.verticalHeader()->length() + 2 * table.frameWidth());
}

void InspectorPanel::showJson()
{
    if (m_ui->json->isHidden() || !m_index || m_row < 0)
        return;
    const QJsonObject object = auditRowJson(m_index->audit(), m_index->row(m_row));
    m_ui->json->setPlainText(QString::fromUtf8(QJsonDocument(object).toJson()));
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event)
{
    // Long names wrap; they never make the content wider than what is seen of it.
    if (event->type() == QEvent::Resize)
        m_ui->content->setMaximumWidth(m_ui->scroll->viewport()->width());
    return QWidget::eventFilter(watched, event);
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_index)
        show();
}

} // namespace steward
