#pragma once

#include "app/components/step_page.h"
#include "app/operations/operation_service.h"
#include "app/operations/step_operation.h"
#include "app/style/mark.h"
#include "workflows/creation/creation.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace Ui {
class CreationFilePage;
}

namespace steward {

class Workspace;

/// Creates many instances from a CSV file, chosen or dropped here: each line with what the three stores say of it, then
/// all that are free, one after the other, and what came of each. The creations are the service's: they go on without
/// the page. Esc leaves it, or stops after the one that has begun.
class CreationFilePage final : public StepPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CreationFilePage)

public:
    CreationFilePage(OperationService& operations, Workspace& workspace, QWidget* parent = nullptr);
    ~CreationFilePage() override;

    /// Reads the file and checks its lines, changing nothing.
    void open(const QString& path);
    using QDialog::open;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool isAtWork() const override { return m_isCreating; }
    void stop() override;

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
        bool hasStarted = false;
        std::optional<CreationResult> result;
        std::optional<Error> notStarted; ///< an earlier one met what this one would
    };

    /// The lines that are being created, and what came of them; goes with its operation.
    struct Run;

    static Checked check(const QString& path, const ProfileContext& stores, const std::stop_token& stop);
    static Line lineOf(const CreationRequest& request, const CreationCheck& check);
    void layOut();
    void chooseFile();
    void saveTemplate();
    void take(const Checked& checked);
    void showTrouble(const std::optional<Error>& trouble);
    void showLine(int line);
    void showDetail();
    void showWhatCanBeDone();
    void create();
    void hear(int place, const Line& line);
    void end(const Result<std::monostate>& done);
    std::vector<int> freeLines() const;

    std::unique_ptr<Ui::CreationFilePage> m_ui;
    OperationService& m_operations;
    Workspace& m_workspace;
    QString m_path;
    std::vector<Line> m_lines;
    QPointer<StepOperation> m_activity;
    std::stop_source m_stop; ///< of the reading
    quint64 m_number = 0;    ///< of the newest reading
    bool m_isReading = false;
    bool m_isCreating = false;
};

} // namespace steward
