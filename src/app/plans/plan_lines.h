#pragma once

#include "app/components/pill.h"
#include "domain/plans/plan.h"
#include "wording/plan_text.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace steward {

/// A plan to be read, line by line, under the organizations it is about or under the stores it changes: what is done,
/// what is lost with it, what is left and why. The texts are made when they are looked at, so that thousands of items
/// cost little. GUI thread only.
class PlanLines final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanLines)

public:
    enum class Order : quint8 { ByOrganization, ByStore };
    enum class Kind : quint8 { Head, Step, Lost, Left, Nothing };

    explicit PlanLines(QObject* parent = nullptr);

    void setPlan(std::shared_ptr<const Plan> plan, OrganizationNames organizations);
    void clear() { setPlan(nullptr, {}); }
    void setOrder(Order order);
    Order order() const { return m_order; }
    /// Shows or hides what stands under a head.
    void toggle(int row);

    Kind kind(int row) const { return lineAt(row).kind; }
    bool isOpen(int row) const { return m_heads[headOf(row)].isOpen; }
    /// Of a line: the store or, under a store, the organization.
    QString placeText(int row) const;
    StepSign sign(int row) const; ///< of a step
    /// As it is shown: instances by their last digits, since the organization's name stands above or beside it.
    QString shownText(int row) const;
    /// With whole names; read aloud, and in the tool tip.
    QString wholeText(int row) const;
    QString headNote(int row) const;
    std::vector<Pill> pills(int row) const; ///< of a head

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Line {
        Kind kind;
        int head;
        int item; ///< −1: of the head's group
        int part; ///< of the step, of what is left, or of the group's lines
    };
    struct Head {
        int group = -1;
        OrganizationId organization;
        int store = -1; ///< a PlanPlace, or what stands below all of them
        std::vector<int> items;
        int kept = 0;
        int deleted = 0;
        int changed = 0;
        int left = 0;
        bool isOpen = true;
    };

    const Line& lineAt(int row) const { return m_lines[static_cast<size_t>(m_shown[static_cast<size_t>(row)])]; }
    size_t headOf(int row) const { return static_cast<size_t>(lineAt(row).head); }
    void build();
    void gatherByOrganization();
    void gatherByStore();
    void add(const Head& head, std::vector<Line> lines);
    void count(Head& head, const PlanItem& item) const;
    std::vector<Line> linesOf(const Head& head, int number) const;
    static void appendLines(std::vector<Line>& lines, const PlanItem& item, int head, int place);
    void show();
    QString lineText(const Line& line, NameForm form) const; ///< of one that is no head
    QString groupText(const Line& line, NameForm form) const;
    QString itemText(const Line& line, const PlanItem& item, NameForm form) const;
    QString headText(const Head& head) const;
    QString wholeHead(const Head& head) const;

    std::shared_ptr<const Plan> m_plan;
    OrganizationNames m_organizations;
    Order m_order = Order::ByOrganization;
    std::vector<Head> m_heads;
    std::vector<Line> m_lines;
    std::vector<int> m_shown; ///< of m_lines
};

} // namespace steward
