#include "app/operations/operation_dialog.h"

#include "app/style/plain_text.h"
#include "ui_operation_dialog.h"

namespace steward {

OperationDialog::OperationDialog(const Words& words, ActivityLog& log, Start start, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::OperationDialog>())
    , m_log(log)
    , m_what(words.activity)
    , m_again(words.again)
    , m_start(std::move(start))
    , m_asksFirst(!words.go.isEmpty())
{
    m_ui->setupUi(this);
    setWindowTitle(words.title);
    m_ui->words->setText(breakable(words.what));
    m_ui->go->setText(words.go);
    m_ui->go->setEnabled(false);
    m_ui->confirmWords->hide();
    m_ui->confirm->hide();
    connect(m_ui->confirm, &QLineEdit::textChanged, this, &OperationDialog::showGo);
    connect(m_ui->go, &QPushButton::clicked, this, &OperationDialog::begin);
    connect(m_ui->stop, &QPushButton::clicked, this, &OperationDialog::reject);
    connect(m_ui->background, &QPushButton::clicked, this, [this] { m_activity.continueInBackground(); });
    connect(m_ui->close, &QPushButton::clicked, this, &OperationDialog::reject);
    if (m_asksFirst) {
        showButtons();
        m_ui->close->setFocus();
    } else {
        begin();
    }
}

OperationDialog::~OperationDialog()
{
    m_stop.request_stop();
}

void OperationDialog::reject()
{
    if (m_isRunning)
        stop();
    else
        QDialog::reject();
}

void OperationDialog::stop()
{
    m_stop.request_stop();
    m_activity.setStopping();
}

void OperationDialog::allowGo(
    const QStringList& consequences, const std::optional<Error>& refusal, const std::optional<QString>& confirm)
{
    std::vector<MarkedList::Line> lines;
    for (const QString& consequence : consequences)
        lines.push_back({{MarkShape::Arrow, Tone::Warning}, consequence, {}, false});
    if (refusal)
        lines.push_back({{MarkShape::Triangle, Tone::Error}, tr("It is not done."), {refusal->sentence}, true});
    m_ui->steps->setOutcome(lines);
    m_confirm = refusal ? std::nullopt : confirm;
    m_isAllowed = !refusal;
    if (m_confirm) {
        //: %1 is a name or a number, to be typed exactly so
        m_ui->confirmWords->setText(breakable(tr("To go on, type: %1").arg(*m_confirm)));
    }
    m_ui->confirmWords->setVisible(m_confirm.has_value());
    m_ui->confirm->setVisible(m_confirm.has_value());
    showGo();
}

std::optional<QString> OperationDialog::typed() const
{
    return m_confirm ? std::optional(m_ui->confirm->text()) : std::nullopt;
}

void OperationDialog::showGo()
{
    m_ui->go->setEnabled(m_isAllowed && (!m_confirm || m_ui->confirm->text() == *m_confirm));
}

void OperationDialog::begin()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_asksFirst = false;
    m_ui->steps->clear();
    m_ui->confirmWords->hide();
    m_ui->confirm->hide();
    showButtons();
    m_activity.begin(m_log, m_what, this, {[this] { stop(); }, {}, tr("S&top"), m_again});
    m_stop = m_start(*this);
}

void OperationDialog::hear(const StepNews& news)
{
    m_ui->steps->hear(news);
    m_activity.hear(news);
}

void OperationDialog::finish(
    const std::vector<MarkedList::Line>& outcome, Activity::State state, const std::optional<ChangeResult>& result)
{
    m_isRunning = false;
    m_ui->steps->setOutcome(outcome);
    showButtons();
    const bool isTold = result && !result->items.empty();
    m_activity.end(state, outcome, isTold ? std::optional(reportOf(*result)) : std::nullopt);
    if (state == Activity::State::Done)
        Q_EMIT done();
}

void OperationDialog::showButtons()
{
    m_ui->go->setVisible(m_asksFirst);
    m_ui->stop->setVisible(m_isRunning);
    m_ui->background->setVisible(m_isRunning && mayGoToBackground(*this));
    m_ui->close->setVisible(!m_isRunning);
    m_ui->close->setText(m_asksFirst ? tr("Cancel") : tr("Close"));
}

} // namespace steward
