#include "stores/practice/practice_fleet.h"

#include "stores/practice/practice_stories.h"

namespace steward {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

struct FleetLine {
    PracticeTenantText text;
    PracticeStory happened;
};

/// What befell each organization. One line's number is its neighbour's without the ninth digit: duplicate-phone.
constexpr FleetLine fleetLines[] = {
    {{u"Clínica Vida Plena", u"Centro|Jardim América", u"5511990000101"}, story::healthy},
    {{u"Rede Sorriso do Vale", u"Unidade Taubaté|Unidade Pindamonhangaba", u"5512990000102"}, story::sixInstances},
    {{u"Odonto Mar Aberto", u"Boqueirão", u"5513990000103"}, story::healthy},
    {{u"Instituto Olhar Claro", u"Asa Norte|Asa Sul", u"5561990000104"}, story::twoEnabledRows},
    {{u"Fisio Passo Firme", u"Savassi", u"5531990000105"}, story::healthy},
    {{u"Clínica Bem Nascer", u"Boa Viagem", u"5581990000106"}, story::orphanedInstance},
    {{u"Dermato Pele Viva", u"Moinhos", u"5551990000107"}, story::otherPhone},
    {{u"Pediatria Girassol", u"Batel|Água Verde", u"5541990000108"}, story::healthy},
    {{u"Clínica Girassol Kids", u"Portão", u"554190000108"}, story::healthy}, // the same number
    {{u"Centro Médico Ipê Amarelo", u"Setor Bueno", u"5562990000110"}, story::orphanedIntegration},
    {{u"Cardio Serra Verde", u"Pampulha", u"5531990000111"}, story::healthy},
    {{u"Laboratório Águas Claras", u"Rua 12", u"5561990000112"}, story::staleKeys},
    {{u"Clínica Porto Saúde", u"Aldeota|Meireles", u"5585990000113"}, story::healthy},
    {{u"Orto Movimento", u"Tijuca", u"5521990000114"}, story::healthy},
    {{u"Espaço Mente Serena", u"Vila Madalena", u"5511990000115"}, story::coldCache},
    {{u"Clínica Novo Horizonte", u"Matriz|Filial Leste", u"5516990000116"}, story::formerOwner},
    {{u"Clínica Horizonte Azul", u"Matriz", u"5516990000117"}, story::withoutAnything},
    {{u"Vet Amigo Fiel", u"Cambuí", u"5519990000118"}, story::healthy},
    {{u"Clínica Flor de Lis", u"Centro", u"5567990000119"}, story::otherValuesCached},
    {{u"Odonto Linha Fina", u"Centro Cívico", u"5541990000120"}, story::healthy},
    {{u"Nefro Rio Manso", u"Bosque", u"5565990000121"}, story::unreadableCache},
    {{u"Clínica Alto da Colina", u"Bloco A", u"5554990000122"}, story::healthy},
    {{u"Oftalmo Luz do Dia", u"Batista Campos", u"5591990000123"}, story::eternalCache},
    {{u"Clínica Raiz Forte", u"Ponta Verde", u"5582990000124"}, story::openButPending},
    {{u"Nutri Equilíbrio", u"Jardins", u"5579990000125"}, story::healthyWithoutClinic},
    {{u"Policlínica Santa Aurora", u"Centro|Norte|Sul", u"5511990000126"}, story::closedButActive},
    {{u"Clínica Mar de Minas", u"São Mateus", u"5532990000127"}, story::connectionLost},
    {{u"Reabilita Sul", u"Trindade", u"5548990000128"}, story::ghost},
    {{u"Clínica Canto da Mata", u"Adrianópolis", u"5592990000129"}, story::stuckPairing},
    {{u"Centro Auditivo Bom Som", u"Cohama", u"5598990000130"}, story::disabledButConnected},
    {{u"Clínica Lagoa Serena", u"Lagoa Nova", u"5584990000131"}, story::namelessRow},
    {{u"Imagem Diagnósticos Araucária", u"Centro", u"5542990000132"}, story::webhookOff},
    {{u"Clínica Pequeno Príncipe do Cerrado", u"Plano Diretor", u"5563990000133"}, story::webhookMissing},
    {{u"Gastro Vale do Sol", u"Jóquei", u"5586990000134"}, story::webhookDead},
    {{u"Endócrino Ponto Certo", u"Praia do Canto", u"5527990000135"}, story::healthyWithQueues},
    {{u"Sorriso & Cia <Odontologia> 🦷", u"Loja \"1\" · térreo", u"5571990000136"}, story::healthyTextForShow},
    {{u"Clínica Horto Florestal", u"Horto", u"5571990000137"}, story::healthyLegacyName},
    {{u"Rede Bem Estar Corporativo", u"Faria Lima", u"551140040138"}, story::healthyBusiness},
    {{u"Clínica Recanto da Serra", u"Centro", u"5524990000139"}, story::healthyDisabled},
    {{u"Acupuntura Caminho Leve", u"Pinheiros", u"5511990000140"}, story::beingCreated},
    {{u"Clínica Vale Encantado", u"Centro", u"5534990000143"}, story::healthy},
    {{u"Odonto Praia Grande", u"Guilhermina|Ocian", u"5513990000144"}, story::healthy},
    {{u"Centro de Fonoaudiologia Palavra Viva", u"Umarizal", u"5591990000145"}, story::listBehindMemory},
    {{u"Clínica Pedra Bonita", u"Glória", u"5527990000146"}, story::unlisted},
    {{u"Clínica Boa Semente", u"Centro|Zona Rural", u"5545990000141"}, story::withoutAnything},
    {{u"Instituto Coluna Reta", u"Petrópolis", u"5551990000142"}, story::withoutAnything},
};

struct LooseInstance {
    QStringView name;
    InstanceKind kind;
    Connection connection;
    MemoryState memory;
};

/// Instances that belong to nobody: orphaned-instance; no request reaches the first two: unreachable-name.
constexpr LooseInstance looseInstances[] = {
    {u"", InstanceKind::Evolution, Connection::Open, MemoryState::Open},
    {u"..", InstanceKind::Baileys, Connection::Close, MemoryState::Close},
    {u"teste-recepcao", InstanceKind::Baileys, Connection::Close, MemoryState::Close},
    {u"site-chat", InstanceKind::Evolution, Connection::Open, MemoryState::Open},
};

struct ForeignRow {
    QStringView type;
    QStringView provider;
    QStringView organization;
};

/// Rows of other systems in the same table. Each names an instance of ours, and none is ever to be seen.
constexpr ForeignRow foreignRows[] = {
    {u"calendar", u"google", u"Clínica Vida Plena"},
    {u"whatsapp", u"meta", u"Odonto Mar Aberto"},
    {u"payment", u"evolution", u"Clínica Bem Nascer"},
};

void addLooseInstances(PracticeState& state, Timestamp now)
{
    const PracticeTenant nobody{.now = now};
    for (const LooseInstance& loose : looseInstances) {
        PracticeInstance made = furtherInstance(nobody, InstanceName::fromText(loose.name), now - days(90));
        made.listed.kind = loose.kind;
        made.listed.connection = loose.connection;
        made.memory = loose.memory;
        state.instances.push_back(made);
    }
}

void addForeignRows(PracticeState& state, Timestamp now)
{
    for (const ForeignRow& foreign : foreignRows) {
        PracticeRow made;
        made.type = foreign.type.toString();
        made.provider = foreign.provider.toString();
        made.row.id = practiceId<IntegrationId>(QStringLiteral("foreign:%1:%2").arg(made.type, made.provider));
        made.row.organizationId = practiceOrganizationId(foreign.organization);
        made.row.status = QStringLiteral("active");
        made.row.enabled = true;
        made.row.webhookToken = practiceToken(QStringLiteral("foreign:") + made.provider);
        made.row.createdAt = made.row.updatedAt = now - days(200);
        for (const PracticeInstance& instance : state.instances) {
            if (instance.listed.name.embeddedUuid() == made.row.organizationId)
                made.row.instanceName = instance.listed.name;
        }
        state.rows.push_back(made);
    }
}

/// Of an instance that was deleted long ago: residue.
void addLooseResidue(PracticeState& state)
{
    const OrganizationId organization = practiceOrganizationId(u"Clínica Boa Semente");
    state.residues.push_back(
        {.name = practiceInstanceName(organization, 1746021600455), .streamMessages = 7, .undelivered = 7});
}

} // namespace

QString practiceWebhookTemplate()
{
    return QStringLiteral("https://hooks.example.org/whatsapp/{webhook_token}");
}

std::shared_ptr<PracticeWorld> makePracticeFleet(PracticeWorld::Clock clock)
{
    auto world = std::make_shared<PracticeWorld>(std::move(clock));
    world->visit([](PracticeState& state, Timestamp now) {
        int ordinal = 0;
        for (const FleetLine& line : fleetLines) {
            PracticeTenant tenant = healthyTenant(line.text, ordinal++, now);
            line.happened(tenant);
            tenant.enter(state);
        }
        addLooseInstances(state, now);
        addForeignRows(state, now);
        addLooseResidue(state);
    });
    return world;
}

} // namespace steward
