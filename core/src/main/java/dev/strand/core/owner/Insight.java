package dev.strand.core.owner;

import dev.strand.core.why.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a {@link PartitionOwner} and changes nothing. Not thread-safe: the caller holds the
 * partition's lock around each call.
 */
public final class Insight {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Explainer explainer;

    Insight(Site site, Claims claims, Lanes lanes, Starter starter, Explainer explainer) {
        this.site = site;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.explainer = explainer;
    }

    /**
     * Why a group is not running, or that it is; takes time in proportion to the window of the
     * group at most.
     *
     * @param taskId a task of the group to explain instead, or null
     * @return at least one reason, the decisive one first
     */
    public List<Reason> explain(String groupId, @Nullable String taskId, Moment now) {
        return explainer.explain(groupId, taskId, now);
    }

    /** Where the process stands with the partition. */
    public OwnerState state(Moment now) {
        Epoch current = claims.current();
        return new OwnerState(
                site.partition(),
                current == null ? 0 : current.key().epoch(),
                phase(now),
                running(),
                lanes.size(),
                site.permits().waiting(site.partition()));
    }

    int running() {
        return claims.ownEpochs().stream().mapToInt(Epoch::running).sum();
    }

    /** Live groups that are held by this. */
    public int held(Hold hold) {
        return lanes.holds().count(hold);
    }

    /** Live groups by the type of their next task, where this process has no handler of it. */
    public Map<String, Integer> withoutHandler() {
        return lanes.holds().withoutHandler();
    }

    private OwnerState.Phase phase(Moment now) {
        if (!claims.isAssigned()) {
            return OwnerState.Phase.CLOSED;
        }
        if (starter.isDraining()) {
            return OwnerState.Phase.DRAINING;
        }
        boolean mayStart = claims.acting(now.nanos()) != null && lanes.isLoaded();
        return mayStart ? OwnerState.Phase.ACTING : OwnerState.Phase.RECOVERING;
    }
}
