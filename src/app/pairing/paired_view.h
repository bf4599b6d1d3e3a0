#pragma once

#include "app/pairing/pairing_words.h"

#include <QWidget>

#include <memory>

namespace Ui {
class PairedView;
}

namespace steward {

struct PairingTarget;

/// That a phone is linked: whose, and what was written of it. It stays until the person goes on.
class PairedView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairedView)

public:
    explicit PairedView(QWidget* parent = nullptr);
    ~PairedView() override;

    /// Why it is not unlinked here; empty: it is.
    void setObstacle(const QString& reason);
    void showPaired(const PairingTarget& target, const PairingStatus& status, const std::optional<ChangeItem>& written);

Q_SIGNALS:
    void unlinkWanted();

private:
    void setLines(const std::vector<PairedLine>& lines);

    std::unique_ptr<Ui::PairedView> m_ui;
};

} // namespace steward
