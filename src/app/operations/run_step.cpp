#include "app/operations/run_step.h"

#include "app/operations/operation_view.h"
#include "app/style/type.h"
#include "ui_run_step.h"

namespace steward {

RunStep::RunStep(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunStep>())
{
    m_ui->setupUi(this);
    m_ui->operation->setOnItsPage();
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10));
    connect(m_ui->close, &QPushButton::clicked, this, &RunStep::closed);
    connect(m_ui->background, &QPushButton::clicked, this, [this] {
        if (m_operation)
            m_operation->continueInBackground();
    });
}

RunStep::~RunStep() = default;

void RunStep::start(OperationService& operations)
{
    m_ui->operation->start(operations);
}

OperationView& RunStep::shown() const
{
    return *m_ui->operation;
}

void RunStep::follow(Operation& operation, bool mayGoToBackground)
{
    if (m_operation)
        disconnect(m_operation, nullptr, this, nullptr);
    m_operation = &operation;
    m_mayGoToBackground = mayGoToBackground;
    m_ui->operation->follow(&operation);
    connect(&operation, &Operation::changed, this, &RunStep::showState);
    showState();
    m_ui->operation->takeFocus();
}

void RunStep::showState()
{
    const bool isUnderWay = m_operation->isUnderWay();
    const bool isEnd = !isUnderWay && m_ui->close->isHidden();
    m_ui->background->setVisible(isUnderWay && m_mayGoToBackground);
    m_ui->close->setVisible(!isUnderWay);
    if (isEnd)
        m_ui->close->setFocus();
}

} // namespace steward
