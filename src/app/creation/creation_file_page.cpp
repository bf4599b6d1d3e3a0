#include "app/creation/creation_file_page.h"

#include "app/components/empty_state.h"
#include "app/creation/page_events.h"
#include "app/operations/creation_words.h"
#include "app/operations/report_file.h"
#include "app/style/icons.h"
#include "app/style/item_roles.h"
#include "app/style/mark_delegate.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"
#include "app/table/cells.h"
#include "app/workspace/workspace.h"
#include "ui_creation_file_page.h"
#include "wording/workspace_words.h"
#include "workflows/creation/creation_file.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <map>

namespace steward {
namespace {

constexpr std::chrono::minutes checkingTime{3};
constexpr std::chrono::minutes timePerLine{15};

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationFilePage)
};

enum FileColumn { OrganizationColumn, ClinicColumn, NameColumn, NumberColumn, StateColumn, ColumnCount };

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

CreationFilePage::CreationFilePage(OperationService& operations, Workspace& workspace, QWidget* parent)
    : StepPage(parent)
    , m_ui(std::make_unique<Ui::CreationFilePage>())
    , m_operations(operations)
    , m_workspace(workspace)
{
    m_ui->setupUi(this);
    layOut();
    connect(m_ui->choose, &QPushButton::clicked, this, &CreationFilePage::chooseFile);
    connect(m_ui->saveTemplate, &QPushButton::clicked, this, &CreationFilePage::saveTemplate);
    connect(m_ui->create, &QPushButton::clicked, this, &CreationFilePage::create);
    connect(m_ui->stop, &QPushButton::clicked, this, &CreationFilePage::stop);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->lines, &QTableWidget::currentCellChanged, this, &CreationFilePage::showDetail);
    m_ui->choose->setFocus();
    showWhatCanBeDone();
}

void CreationFilePage::layOut()
{
    setProperty("hasHead", true);
    m_ui->head->setLook(&Tokens::surface, Qt::BottomEdge);
    m_ui->headLayout->setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14));
    m_ui->headLayout->setSpacing(scaled(8));
    m_ui->headWords->setSpacing(scaled(2));
    m_ui->title->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->file->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->troublePlace->hide();
    m_ui->linesLayout->setContentsMargins(scaled(18), 0, scaled(18), 0); // its first letters below the title's
    m_ui->troubleLayout->setContentsMargins(scaled(6), scaled(14), scaled(6), scaled(14));
    m_ui->detail->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->detail->hide();
    m_ui->detail->setContentsMargins(scaled(6), scaled(8), scaled(6), scaled(8));
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
    m_ui->footLayout->setSpacing(scaled(8));
    m_ui->reason->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->saveTemplate->setIcon(makeIcon(Icon::Download));
    m_ui->choose->setIcon(makeIcon(Icon::FileUp));
    auto* drop = new EmptyState(
        Icon::FileUp, tr("Drop a CSV file here, or choose one"),
        tr("Its first line names the columns: organization (name or ID), clinic_id, name, phone. Only the organization "
           "is needed."));
    m_ui->dropLayout->addWidget(drop);
    m_ui->lines->setItemDelegate(new MarkDelegate(this));
    QHeaderView& header = *m_ui->lines->horizontalHeader();
    header.setSectionResizeMode(StateColumn, QHeaderView::Stretch);
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    constexpr std::array<int, StateColumn> letters{26, 18, 30, 18};
    for (size_t column = 0; column < letters.size(); ++column)
        m_ui->lines->setColumnWidth(static_cast<int>(column), letters[column] * letter);
    m_ui->lines->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_ui->lines->verticalHeader()->setDefaultSectionSize(scaled(32));
}

CreationFilePage::~CreationFilePage()
{
    m_stop.request_stop();
}

void CreationFilePage::keyPressEvent(QKeyEvent* event)
{
    if (!isEnterOfAPart(*event, *this))
        QDialog::keyPressEvent(event);
}

void CreationFilePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_isReading && !m_isCreating && droppedFile(*event))
        event->acceptProposedAction();
}

void CreationFilePage::dropEvent(QDropEvent* event)
{
    if (const std::optional<QString> path = droppedFile(*event); path && !m_isReading && !m_isCreating)
        open(*path);
}

void CreationFilePage::saveTemplate()
{
    chooseFileToSave(
        this, tr("Save a template"), tr("CSV files (*.csv)"), QStringLiteral("instances.csv"),
        [this](const QString& path) {
            m_operations.save(path, creationFileTemplate(), this, [this, path](const Result<void>& saved) {
                //: %1 is a file
                m_ui->file->setText(breakable(
                    saved ? tr("The template is saved in %1. Fill it in, then choose it here.").arg(path)
                          : saved.error().sentence));
            });
        });
}

void CreationFilePage::stop()
{
    if (m_activity)
        m_activity->operation().stop();
}

void CreationFilePage::chooseFile()
{
    auto* chooser = new QFileDialog(this, tr("Choose the file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilter(tr("CSV files (*.csv);;All files (*)"));
    connect(chooser, &QFileDialog::fileSelected, this, qOverload<const QString&>(&CreationFilePage::open));
    chooser->open();
}

void CreationFilePage::open(const QString& path)
{
    if (m_isCreating)
        return;
    m_stop.request_stop(); // an older reading
    m_path = path;
    m_isReading = true;
    m_lines.clear();
    m_ui->lines->setRowCount(0);
    m_ui->troublePlace->hide();
    m_ui->states->setCurrentWidget(m_ui->linesState);
    m_ui->file->setText(breakable(QFileInfo(path).fileName()));
    showWhatCanBeDone();
    m_stop = m_operations.ask<Checked>(
        this, [path](const ProfileContext& stores, const std::stop_token& stop) { return check(path, stores, stop); },
        [this, number = ++m_number](const Checked& checked) {
            if (number == m_number) // else another file was chosen by now
                take(checked);
        });
}

CreationFilePage::Checked
CreationFilePage::check(const QString& path, const ProfileContext& stores, const std::stop_token& stop)
{
    const CallContext limits = CallContext::within(checkingTime, stop);
    const auto read = readCreationFile(
        path, stores.names.instanceNameTemplate, now(), listingOrganizations(*stores.stores, limits), stop);
    if (!read)
        return {{}, read.error()};
    Checked checked;
    std::vector<CreationRequest> requests;
    for (const Result<CreationRequest>& line : *read) {
        if (line)
            requests.push_back(*line);
    }
    const std::vector<CreationCheck> checks = Creation(Session::reading(stores)).checkAll(requests, limits);
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

CreationFilePage::Line CreationFilePage::lineOf(const CreationRequest& request, const CreationCheck& check)
{
    Line line{request, check.isGreen(), {MarkShape::Dot, Tone::Good}, FileText::tr("Free"), {}};
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

void CreationFilePage::take(const Checked& checked)
{
    m_isReading = false;
    m_lines = checked.lines;
    showTrouble(checked.trouble);
    m_ui->lines->setRowCount(static_cast<int>(m_lines.size()));
    for (int line = 0; line < m_ui->lines->rowCount(); ++line)
        showLine(line);
    // What stands in the way of the first is said whole, before anybody finds out that it is by choosing a line.
    const auto stays = std::ranges::find(m_lines, false, &Line::isFree);
    if (stays != m_lines.end())
        m_ui->lines->setCurrentCell(static_cast<int>(stays - m_lines.begin()), StateColumn);
    showWhatCanBeDone();
}

void CreationFilePage::showTrouble(const std::optional<Error>& trouble)
{
    m_ui->troublePlace->setVisible(trouble.has_value());
    if (!trouble)
        return;
    m_ui->trouble->setTitle({MarkShape::Triangle, Tone::Error}, tr("Nothing of it can be created"));
    m_ui->trouble->setSentence(trouble->sentence);
}

void CreationFilePage::showLine(int line)
{
    const Line& content = m_lines[static_cast<size_t>(line)];
    std::array<QString, ColumnCount> texts;
    if (content.request) {
        const CreationRequest& request = *content.request;
        const auto& index = m_workspace.index();
        texts[OrganizationColumn] =
            index ? index->audit().organizationName(request.organizationId) : request.organizationId.toString();
        if (request.clinicId)
            texts[ClinicColumn] = index ? index->audit().clinicName(*request.clinicId) : request.clinicId->toString();
        texts[NameColumn] = request.name.text();
        texts[NumberColumn] = request.expectedPhone ? phoneInGroups(*request.expectedPhone) : QString();
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

void CreationFilePage::showDetail()
{
    const int line = m_ui->lines->currentRow();
    m_ui->detail->setText(
        line >= 0 && line < static_cast<int>(m_lines.size()) ? breakable(m_lines[static_cast<size_t>(line)].detail)
                                                             : QString());
    m_ui->detail->setVisible(!m_ui->detail->text().isEmpty());
}

std::vector<int> CreationFilePage::freeLines() const
{
    std::vector<int> free;
    for (size_t line = 0; line < m_lines.size(); ++line) {
        if (m_lines[line].isFree)
            free.push_back(static_cast<int>(line));
    }
    return free;
}

void CreationFilePage::showWhatCanBeDone()
{
    const int free = static_cast<int>(freeLines().size());
    QString reason;
    if (m_isCreating)
        reason = tr("Creating, one after the other…");
    else if (m_isReading)
        reason = tr("Reading the file and the three stores…");
    else if (m_operations.stores().readOnly)
        reason = WorkspaceWords::isReadOnly();
    else if (m_path.isEmpty())
        reason = tr("Choose a file first.");
    else if (free == 0)
        reason = tr("No line is free to be created.");
    m_ui->create->setText(free > 0 ? tr("Create %n instance(s)", nullptr, free) : tr("Create"));
    m_ui->create->setAccessibleName(m_ui->create->text());
    m_ui->create->setEnabled(reason.isEmpty());
    const int all = static_cast<int>(m_lines.size());
    if (reason.isEmpty()) {
        //: %1 is how many lines can be created, %2 of how many
        reason = tr("%1 of %2 lines can be created. The others stay as they are.").arg(free).arg(all);
    }
    m_ui->reason->setText(reason);
    m_ui->choose->setEnabled(!m_isReading && !m_isCreating);
    m_ui->stop->setVisible(m_isCreating);
    m_ui->stop->setEnabled(m_isCreating && m_activity && m_activity->operation().canStop());
    m_ui->close->setVisible(!m_isCreating);
}

struct CreationFilePage::Run {
    StepOperation& told;
    std::vector<int> wanted;         ///< in the checklist's order
    std::map<int, Line> lines;       ///< as the window shows them
    std::vector<ChangeResult> ended; ///< what came of them
    size_t notStarted = 0;           ///< since an earlier one met what they would

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
        if (news.hasStarted) {
            line.mark = {MarkShape::FilledRing, Tone::Busy};
            line.detail = line.state = FileText::tr("Being created…");
        } else if (news.result) {
            const std::vector<StatusList::Line> came = creationLines(*news.result);
            line.mark = came.front().mark;
            line.state = came.front().title;
            line.detail = notesOf(came).join(QLatin1Char('\n'));
            ended.push_back(*news.result);
        } else if (news.notStarted) {
            ++notStarted;
            line.mark = {MarkShape::Dash, Tone::Quiet};
            line.state = FileText::tr("Not begun");
            line.detail = news.notStarted->sentence;
        }
        const auto place = std::ranges::find(wanted, news.line) - wanted.begin();
        told.setRow(static_cast<int>(place), rowOf(news.line, news.result || news.notStarted));
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
        const ChangeResult whole = combined(QStringLiteral("create"), ended);
        const auto created =
            static_cast<int>(std::ranges::count(ended, OperationOutcome::Done, &ChangeResult::outcome));
        //: %n is how many instances of a file were created, %1 how many were to be
        const QString sentence = FileText::tr("%n of %1 created.", nullptr, created).arg(wanted.size());
        const Mark mark = created == static_cast<int>(wanted.size()) ? Mark{MarkShape::Dot, Tone::Good}
                                                                     : Mark{MarkShape::Diamond, Tone::Warning};
        const bool isStopped = ended.size() + notStarted < wanted.size();
        told.end(
            isStopped ? Operation::State::Stopped : activityStateOf(whole), {{mark, sentence, {}, true}},
            reportOf(whole));
    }
};

void CreationFilePage::create()
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
        this, {.stopWords = tr("S&top after this one"), .again = FileAgain{m_path}});
    const QPointer<CreationFilePage> window(this);
    const auto run = std::make_shared<Run>(*m_activity, lines, m_lines);
    m_activity->operation().setWork(m_operations.run<std::monostate, LineNews>(
        m_activity,
        [wanted](const Session& session, const OperationService::Tell<LineNews>& tell, const std::stop_token& stop) {
            Creation creation(session);
            std::optional<Error> end; // of the run
            for (const auto& [line, request] : wanted) {
                if (stop.stop_requested())
                    break;
                if (end) {
                    tell({line, false, {}, notStartedError(*end)});
                    continue;
                }
                tell({line, true, {}, {}});
                WorkflowObserver silent;
                const CreationResult result = creation.create(request, silent, CallContext::within(timePerLine, stop));
                if (endsRun(result))
                    end = result.error;
                tell({line, false, result, {}});
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

void CreationFilePage::end(const Result<std::monostate>& done)
{
    m_isCreating = false;
    showTrouble(done ? std::nullopt : std::optional(done.error()));
    showWhatCanBeDone();
}

void CreationFilePage::hear(int place, const Line& line)
{
    m_lines[static_cast<size_t>(place)] = line;
    m_ui->lines->scrollToItem(m_ui->lines->item(place, 0));
    showLine(place);
}

} // namespace steward
