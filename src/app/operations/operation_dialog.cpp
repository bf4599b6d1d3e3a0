#include "app/operations/operation_dialog.h"

#include "app/style/plain_text.h"
#include "ui_operation_dialog.h"

namespace steward {

OperationDialog::OperationDialog(const Words& words, OperationService& operations, Start start, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::OperationDialog>())
    , m_operations(operations)
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
    connect(m_ui->background, &QPushButton::clicked, this, [this] {
        if (m_activity)
            m_activity->operation().continueInBackground();
    });
    connect(m_ui->close, &QPushButton::clicked, this, &OperationDialog::reject);
    if (m_asksFirst) {
        showButtons();
        m_ui->close->setFocus();
    } else {
        begin();
    }
}

OperationDialog::~OperationDialog() = default;

void OperationDialog::reject()
{
    if (!m_isRunning)
        QDialog::reject();
    else if (m_activity)
        m_activity->operation().stop();
}

StatusList::Line OperationDialog::consequence(const QString& sentence)
{
    return {{MarkShape::Arrow, Tone::Warning}, sentence, {}, false};
}

void OperationDialog::showLooking(const QString& sentence)
{
    m_ui->steps->setOutcome({{{MarkShape::Dot, Tone::Quiet}, sentence, {}, false}});
}

void OperationDialog::setGo(const QString& words)
{
    m_ui->go->setText(words);
}

void OperationDialog::allowGo(
    std::vector<StatusList::Line> lines, const std::optional<Error>& refusal,
    const std::optional<Confirmation>& confirm)
{
    if (refusal)
        lines.push_back({{MarkShape::Triangle, Tone::Error}, tr("It is not done."), {refusal->sentence}, true});
    m_ui->steps->setOutcome(lines);
    m_confirm = refusal ? std::nullopt : confirm;
    m_isAllowed = !refusal;
    if (m_confirm) {
        //: %1 is a name or a number, to be typed so
        m_ui->confirmWords->setText(breakable(tr("To go on, type: %1").arg(m_confirm->asked)));
    }
    m_ui->confirmWords->setVisible(m_confirm.has_value());
    m_ui->confirm->setVisible(m_confirm.has_value());
    if (m_confirm)
        m_ui->confirm->setFocus();
    showGo();
}

std::optional<QString> OperationDialog::typed() const
{
    return m_confirm && m_confirm->isMetBy(m_ui->confirm->text()) ? std::optional(m_confirm->passes) : std::nullopt;
}

void OperationDialog::showGo()
{
    m_ui->go->setEnabled(m_isAllowed && (!m_confirm || m_confirm->isMetBy(m_ui->confirm->text())));
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
    m_activity =
        StepOperation::begin(m_operations.activities(), m_what, this, {.stopWords = tr("S&top"), .again = m_again});
    m_start(*this);
}

void OperationDialog::hear(const StepEvent& news)
{
    m_ui->steps->hear(news);
}

void OperationDialog::finish(const End& end)
{
    m_isRunning = false;
    m_ui->steps->setOutcome(end.lines);
    showButtons();
    if (end.state == Operation::State::Done)
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
