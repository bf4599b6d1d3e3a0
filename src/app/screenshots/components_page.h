#pragma once

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace steward {

/// Every component once, in each of its states: looked at beside the mockup, and where one tries a new one.
class ComponentsPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComponentsPage)

public:
    explicit ComponentsPage(QWidget* parent = nullptr);

private:
    QVBoxLayout* addCard(QVBoxLayout* column, const QString& title);
    void addButtons(QVBoxLayout* column);
    void addInputs(QVBoxLayout* column);
    void addType(QVBoxLayout* column);
    void addCharts(QVBoxLayout* column);
    void addPills(QVBoxLayout* column);
    void addStores(QVBoxLayout* column);
    void addSeverity(QVBoxLayout* column);
    void addEnvironments(QVBoxLayout* column);
    void addColors(QVBoxLayout* column);
    void addBanners(QVBoxLayout* column);
    void addToasts(QVBoxLayout* column);
    void addDialog(QVBoxLayout* column);
};

} // namespace steward
