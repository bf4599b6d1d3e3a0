#include "app/creation/creation_file_dialog.h"

#include "app/creation/creation_dialog.h"
#include "app/style/item_roles.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "ui_creation_file_dialog.h"
#include "workflows/creation/creation_file.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <map>

namespace steward {
namespace {

constexpr std::chrono::minutes readingTime{3};
constexpr std::chrono::minutes timePerLine{15};

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationFileDialog)
};

enum FileColumn { OrganizationColumn, NameColumn, NumberColumn, StateColumn, ColumnCount };

Timestamp now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QStringList notesOf(const std::vector<StatusList::Line>& lines)
{
    QStringList notes;
    for (const StatusList::Line& line : lines)
        notes << line.title << line.notes;
    return notes;
}

} // namespace

CreationFileDialog::CreationFileDialog(OperationService& operations, NameOf organizationName, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CreationFileDialog>())
    , m_operations(operations)
    , m_organizationName(std::move(organizationName))
{
    m_ui->setupUi(this);
    m_ui->trouble->hide();
    m_ui->lines->setItemDelegate(new MarkDelegate(this));
    QHeaderView& header = *m_ui->lines->horizontalHeader();
    header.setSectionResizeMode(StateColumn, QHeaderView::Stretch);
    header.setHighlightSections(false);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    m_ui->lines->setColumnWidth(OrganizationColumn, 26 * letter);
    m_ui->lines->setColumnWidth(NameColumn, 34 * letter);
    m_ui->lines->setColumnWidth(NumberColumn, 18 * letter);
    m_ui->lines->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->lines->verticalHeader()->setDefaultSectionSize(scaled(28));
    connect(m_ui->choose, &QPushButton::clicked, this, &CreationFileDialog::chooseFile);
    connect(m_ui->create, &QPushButton::clicked, this, &CreationFileDialog::create);
    connect(m_ui->stop, &QPushButton::clicked, this, &CreationFileDialog::stop);
    connect(m_ui->background, &QPushButton::clicked, this, [this] {
        if (m_activity)
            m_activity->operation().continueInBackground();
    });
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->lines, &QTableWidget::currentCellChanged, this, &CreationFileDialog::showDetail);
    showWhatCanBeDone();
}

CreationFileDialog::~CreationFileDialog()
{
    m_stop.request_stop();
}

void CreationFileDialog::reject()
{
    if (m_isCreating)
        stop();
    else
        QDialog::reject();
}

void CreationFileDialog::stop()
{
    if (m_activity)
        m_activity->operation().stop();
}

void CreationFileDialog::chooseFile()
{
    auto* chooser = new QFileDialog(this, tr("Choose the file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilter(tr("CSV files (*.csv);;All files (*)"));
    connect(chooser, &QFileDialog::fileSelected, this, qOverload<const QString&>(&CreationFileDialog::open));
    chooser->open();
}

void CreationFileDialog::open(const QString& path)
{
    m_path = path;
    m_isReading = true;
    m_lines.clear();
    m_ui->lines->setRowCount(0);
    m_ui->trouble->hide();
    m_ui->file->setText(breakable(QFileInfo(path).fileName()));
    showWhatCanBeDone();
    m_stop = m_operations.ask<Checked>(
        this, [path](const StoreSet& stores, const std::stop_token& stop) { return check(path, stores, stop); },
        [this](const Checked& checked) { take(checked); });
}

CreationFileDialog::Checked
CreationFileDialog::check(const QString& path, const StoreSet& stores, const std::stop_token& stop)
{
    const auto read = readCreationFile(path, stores.names.instanceNameTemplate, now(), stop);
    if (!read)
        return {{}, read.error()};
    Checked checked;
    std::vector<CreationRequest> requests;
    for (const Result<CreationRequest>& line : *read) {
        if (line)
            requests.push_back(*line);
    }
    const std::vector<CreationCheck> checks =
        Creation(readingAccess(stores)).checkAll(requests, CallContext::within(readingTime, stop));
    size_t place = 0;
    for (const Result<CreationRequest>& line : *read) {
        if (line) {
            checked.lines.push_back(lineOf(*line, checks[place++]));
            continue;
        }
        checked.lines.push_back(
            {{}, false, {MarkShape::Triangle, Tone::Error}, line.error().sentence, line.error().sentence});
    }
    return checked;
}

CreationFileDialog::Line CreationFileDialog::lineOf(const CreationRequest& request, const CreationCheck& check)
{
    Line line{request, check.isGreen(), {MarkShape::Dot, Tone::Good}, FileText::tr("free"), {}};
    if (check.refusal) {
        line.mark = {MarkShape::Triangle, Tone::Error};
        line.state = check.refusal->sentence;
    } else if (!check.standing.empty()) {
        line.mark = {MarkShape::Diamond, Tone::Warning};
        line.state = check.standing.front().because;
    }
    QStringList details;
    for (const Conflict& standing : check.standing)
        details << standing.because;
    for (const QString& notice : check.notices)
        details << notice;
    line.detail = details.isEmpty() ? line.state : details.join(QLatin1Char('\n'));
    return line;
}

void CreationFileDialog::take(const Checked& checked)
{
    m_isReading = false;
    m_lines = checked.lines;
    m_ui->trouble->setVisible(checked.trouble.has_value());
    if (checked.trouble)
        m_ui->trouble->setText(checked.trouble->sentence);
    m_ui->lines->setRowCount(static_cast<int>(m_lines.size()));
    for (int line = 0; line < m_ui->lines->rowCount(); ++line)
        showLine(line);
    showWhatCanBeDone();
}

void CreationFileDialog::showLine(int line)
{
    const Line& content = m_lines[static_cast<size_t>(line)];
    std::array<QString, ColumnCount> texts;
    if (content.request) {
        texts[OrganizationColumn] = m_organizationName(content.request->organizationId);
        texts[NameColumn] = content.request->name.text();
        texts[NumberColumn] = content.request->expectedPhone ? content.request->expectedPhone->text() : QString();
    }
    texts[StateColumn] = content.state;
    for (int column = 0; column < ColumnCount; ++column) {
        auto* item = new QTableWidgetItem(texts[static_cast<size_t>(column)]);
        item->setToolTip(escapedToolTip(item->text()));
        if (column == NameColumn)
            item->setData(ElideMiddleRole, true);
        if (column == StateColumn)
            item->setData(MarkRole, QVariant::fromValue(content.mark));
        m_ui->lines->setItem(line, column, item);
    }
    if (m_ui->lines->currentRow() == line)
        showDetail();
}

void CreationFileDialog::showDetail()
{
    const int line = m_ui->lines->currentRow();
    m_ui->detail->setText(
        line >= 0 && line < static_cast<int>(m_lines.size()) ? breakable(m_lines[static_cast<size_t>(line)].detail)
                                                             : QString());
}

std::vector<int> CreationFileDialog::freeLines() const
{
    std::vector<int> free;
    for (size_t line = 0; line < m_lines.size(); ++line) {
        if (m_lines[line].isFree)
            free.push_back(static_cast<int>(line));
    }
    return free;
}

void CreationFileDialog::showWhatCanBeDone()
{
    const int free = static_cast<int>(freeLines().size());
    QString reason;
    if (m_isCreating)
        reason = tr("Creating, one after the other…");
    else if (m_isReading)
        reason = tr("Reading the file and the three stores…");
    else if (m_operations.stores().readOnly)
        reason = tr("This profile only reads. Choose one that may change the stores.");
    else if (m_lines.empty())
        reason = tr("Choose a file first.");
    else if (free == 0)
        reason = tr("No line is free to be created.");
    m_ui->create->setText(free > 0 ? tr("Create %n &Instance(s)", nullptr, free) : tr("Create the &Instances"));
    m_ui->create->setEnabled(reason.isEmpty());
    m_ui->reason->setText(reason);
    m_ui->choose->setEnabled(!m_isReading && !m_isCreating);
    m_ui->stop->setVisible(m_isCreating);
    m_ui->background->setVisible(m_isCreating && mayGoToBackground(*this));
    m_ui->close->setVisible(!m_isCreating);
}

struct CreationFileDialog::Run {
    StepOperation& told;
    std::vector<int> wanted;         ///< in the checklist's order
    std::map<int, Line> lines;       ///< as the window shows them
    std::vector<ChangeResult> ended; ///< what came of them

    Run(StepOperation& activity, const std::vector<int>& places, const std::vector<Line>& all)
        : told(activity)
        , wanted(places)
    {
        std::vector<ChecklistModel::Row> rows;
        for (const int place : places) {
            lines.emplace(place, all[static_cast<size_t>(place)]);
            rows.push_back(rowOf(place, false));
        }
        told.setRows(std::move(rows));
    }
    ChecklistModel::Row rowOf(int place, bool isEnded) const
    {
        const Line& line = lines.at(place);
        return {{line.mark, line.request->name.text(), {line.detail}, false}, line.state, isEnded};
    }
    void hear(const LineNews& news)
    {
        Line& line = lines.at(news.line);
        if (news.hasBegun) {
            line.mark = {MarkShape::FilledRing, Tone::Busy};
            line.detail = line.state = FileText::tr("being created…");
        } else if (news.result) {
            const std::vector<StatusList::Line> came = creationLines(*news.result);
            line.mark = came.front().mark;
            line.state = came.front().title;
            line.detail = notesOf(came).join(QLatin1Char('\n'));
            ended.push_back(*news.result);
        }
        const auto place = std::ranges::find(wanted, news.line) - wanted.begin();
        told.setRow(static_cast<int>(place), rowOf(news.line, news.result.has_value()));
    }
    void end(const Result<std::monostate>& done)
    {
        if (!done) {
            const StatusList::Line line{
                {MarkShape::Triangle, Tone::Error},
                FileText::tr("Nothing was created."),
                {done.error().sentence},
                true};
            return told.end(Operation::State::Failed, {line});
        }
        const ChangeResult whole = together(QStringLiteral("create"), ended);
        const auto created =
            static_cast<int>(std::ranges::count(ended, OperationOutcome::Done, &ChangeResult::outcome));
        //: %n is how many instances of a file were created, %1 how many were to be
        const QString sentence = FileText::tr("%n of %1 created.", nullptr, created).arg(wanted.size());
        const Mark mark = created == static_cast<int>(wanted.size()) ? Mark{MarkShape::Dot, Tone::Good}
                                                                     : Mark{MarkShape::Diamond, Tone::Warning};
        const bool isStopped = ended.size() < wanted.size();
        told.end(
            isStopped ? Operation::State::Stopped : activityStateOf(whole), {{mark, sentence, {}, true}},
            reportOf(whole));
    }
};

void CreationFileDialog::create()
{
    if (m_isCreating || m_isReading)
        return;
    std::vector<std::pair<int, CreationRequest>> wanted;
    const std::vector<int> lines = freeLines();
    for (const int line : lines) {
        wanted.emplace_back(line, *m_lines[static_cast<size_t>(line)].request);
        m_lines[static_cast<size_t>(line)].isFree = false; // once, whatever comes of it
    }
    m_isCreating = true;
    showWhatCanBeDone();
    m_activity = StepOperation::begin(
        m_operations.activities(),
        {tr("Create %n instance(s) from a file", nullptr, static_cast<int>(lines.size())), QStringLiteral("create")},
        this, {.stopWords = tr("S&top After This One"), .again = FileAgain{m_path}});
    const QPointer<CreationFileDialog> window(this);
    const auto run = std::make_shared<Run>(*m_activity, lines, m_lines);
    m_activity->operation().setWork(m_operations.run<std::monostate, LineNews>(
        m_activity,
        [wanted](
            const WorkspaceAccess& access, const OperationService::Tell<LineNews>& tell, const std::stop_token& stop) {
            Creation creation(access);
            for (const auto& [line, request] : wanted) {
                if (stop.stop_requested())
                    break;
                tell({line, true, {}});
                WorkflowObserver silent;
                tell({line, false, creation.create(request, silent, CallContext::within(timePerLine, stop))});
            }
            return std::monostate();
        },
        [run, window](const LineNews& news) {
            run->hear(news);
            if (window)
                window->hear(news.line, run->lines.at(news.line));
        },
        [run, window](const Result<std::monostate>& done) {
            run->end(done);
            if (window)
                window->end(done);
        }));
}

void CreationFileDialog::end(const Result<std::monostate>& done)
{
    m_isCreating = false;
    m_ui->trouble->setVisible(!done);
    if (!done)
        m_ui->trouble->setText(done.error().sentence);
    showWhatCanBeDone();
}

void CreationFileDialog::hear(int place, const Line& line)
{
    m_lines[static_cast<size_t>(place)] = line;
    m_ui->lines->scrollToItem(m_ui->lines->item(place, 0));
    showLine(place);
}

} // namespace steward
