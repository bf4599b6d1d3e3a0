#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "app/table/cells.h"
#include "workflows/creation/creation.h"

#include <QDialog>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Ui {
class CreationFileDialog;
}

namespace steward {

/// Creates many instances from a CSV file: each line with what the three stores say of it, then all that are free, one
/// after the other, and what came of each.
class CreationFileDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationFileDialog)

public:
    using NameOf = std::function<QString(const OrganizationId& organization)>;
    CreationFileDialog(OperationService& operations, NameOf organizationName, QWidget* parent = nullptr);
    ~CreationFileDialog() override;
    /// Stops first while it is at work.
    void reject() override;

    /// Reads the file and checks its lines, changing nothing.
    void open(const QString& path);
    using QDialog::open;

private:
    struct Line {
        std::optional<CreationRequest> request; ///< nothing: the line cannot be read
        bool isFree = false;
        Mark mark;
        QString state;
        QString detail;
    };
    struct Checked {
        std::vector<Line> lines;
        std::optional<Error> trouble; ///< of the file as a whole
    };
    struct LineNews {
        int line = 0;
        bool hasBegun = false;
        std::optional<CreationResult> result;
    };

    /// The lines that are being created, and what came of them; goes with its operation.
    struct Run;

    static Checked check(const QString& path, const ProfileContext& stores, const std::stop_token& stop);
    static Line lineOf(const CreationRequest& request, const CreationCheck& check);
    void chooseFile();
    void take(const Checked& checked);
    void showLine(int line);
    void showDetail();
    void showWhatCanBeDone();
    void create();
    void hear(int place, const Line& line);
    void end(const Result<std::monostate>& done);
    void stop();
    std::vector<int> freeLines() const;

    std::unique_ptr<Ui::CreationFileDialog> m_ui;
    OperationService& m_operations;
    const NameOf m_organizationName;
    QString m_path;
    std::vector<Line> m_lines;
    QPointer<StepOperation> m_activity;
    std::stop_source m_stop; ///< of the reading
    bool m_isReading = false;
    bool m_isCreating = false;
};

} // namespace steward
