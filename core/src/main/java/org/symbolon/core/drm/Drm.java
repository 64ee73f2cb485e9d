package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.MalformedFieldsException;

/** A DRM that is ready for use: its plug-in, the working part made of it, and what follows from its descriptions. */
public final class Drm {
    private final DrmPlugin plugin;
    private final DrmSystem system;
    private final CommonParameters common;
    private final ImmutableList<Parameter<?>> parameters;
    private final ImmutableSet<String> parameterNames;

    Drm(DrmPlugin plugin, DrmContext context) {
        this.plugin = plugin;
        this.system = plugin.create(context);
        this.common = new CommonParameters(plugin.rules());
        this.parameters = ImmutableList.<Parameter<?>>builder()
                .addAll(common.all())
                .addAll(plugin.parameters())
                .build();
        this.parameterNames = parameters.stream().map(Parameter::name).collect(ImmutableSet.toImmutableSet());
    }

    public DrmId id() {
        return plugin.id();
    }

    public DrmPlugin plugin() {
        return plugin;
    }

    public DrmSystem system() {
        return system;
    }

    /**
     * Reads a policy back from a token, whatever the plug-in throws at what it does not understand.
     *
     * @throws MalformedFieldsException if it is not what this plug-in writes
     */
    public DrmPolicy decode(EncodedPolicy policy) {
        try {
            return system.decode(policy);
        } catch (MalformedFieldsException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new MalformedFieldsException("the policy makes no sense to " + plugin.displayName());
        }
    }

    /** The parameters that all DRMs share, as this one has them. */
    public CommonParameters common() {
        return common;
    }

    /** Every parameter of a token request: those that all share, then its own, each in the order of its table. */
    public ImmutableList<Parameter<?>> parameters() {
        return parameters;
    }

    /** The names of all parameters; any other is ignored. */
    public ImmutableSet<String> parameterNames() {
        return parameterNames;
    }
}
