package org.symbolon.core.internal.drm;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.diagnosis.DrmExamination;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.drm.account.DocumentRequest;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.internal.plugin.PluginCall;
import org.symbolon.core.internal.token.EncodedFields;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.DrmId;

/**
 * A DRM at work. Every call into a plug-in goes through this class, which turns whatever the plug-in must not throw
 * into a {@link PluginFailedException} with its cause.
 */
public final class Drm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Drm.class);

    private final DrmId id;
    private final String displayName;
    private final DrmRules rules;
    private final DrmSystem system;
    private final CommonParameters common;
    private final ImmutableSet<String> parameterNames;
    private final ImmutableSet<String> perKeyNames;
    private final DrmCounts counts = new DrmCounts();

    private Drm(DrmDescription description, DrmSystem system) {
        this.id = description.id();
        this.displayName = description.displayName();
        this.rules = description.rules();
        this.system = system;
        this.common = new CommonParameters(rules);
        this.parameterNames =
                description.parameters().stream().map(Parameter::name).collect(ImmutableSet.toImmutableSet());
        this.perKeyNames = description.perKeyNames();
    }

    /**
     * Creates the working part of a plug-in.
     *
     * @throws PluginException if it cannot work here
     */
    static Drm create(DrmPlugin plugin, DrmDescription description, DrmContext context) {
        return new Drm(
                description, PluginCall.atStart(description.id().value(), "create", () -> plugin.create(context)));
    }

    /** The id in paths, files and tokens. */
    public DrmId id() {
        return id;
    }

    /** The name for people. */
    public String displayName() {
        return displayName;
    }

    /** How it differs from others in the rules that core applies. */
    public DrmRules rules() {
        return rules;
    }

    /** What it has done so far. */
    public DrmCounts counts() {
        return counts;
    }

    /** The parameters that all DRMs share, as this one has them. */
    public CommonParameters common() {
        return common;
    }

    /** The names of all parameters, without numbers. */
    public ImmutableSet<String> parameterNames() {
        return parameterNames;
    }

    /** The names that a request may number. */
    public ImmutableSet<String> perKeyNames() {
        return perKeyNames;
    }

    /** Reads the DRM's own parameters; empty if there are violations. */
    public Optional<DrmPolicy> parse(RequestReader request) {
        Optional<DrmPolicy> policy = call("parse", PluginFailedException.class, () -> system.parse(request));
        if (policy.isEmpty() && !request.hasViolations()) {
            throw new PluginFailedException("the plug-in " + id + " returned neither a policy nor a violation");
        }
        return policy;
    }

    /** The fields of a policy that hold for all keys of the licence. */
    public EncodedFields encode(DrmPolicy policy) {
        return call("encode", PluginFailedException.class, () -> EncodedFields.write(policy::encode));
    }

    /** The fields of a policy that one key has. */
    public EncodedFields encodeKey(DrmPolicy policy, int position) {
        return call(
                "encodeKey",
                PluginFailedException.class,
                () -> EncodedFields.write(fields -> policy.encodeKey(position, fields)));
    }

    /**
     * Reads a policy back from a token.
     *
     * @throws MalformedFieldsException if the plug-in does not understand the fields
     */
    public DrmPolicy decode(EncodedPolicy policy) {
        return call("decode", MalformedFieldsException.class, () -> system.decode(policy));
    }

    /** The rules of a policy as parameters of the interface. */
    public ImmutableListMultimap<String, String> parameters(DrmPolicy policy) {
        return call("parameters", PluginFailedException.class, policy::parameters);
    }

    /** Makes a licence; see {@link DrmSystem#license}. */
    public License license(LicenseRequest request) {
        return counts.license(() -> call("license", LicenseRefusedException.class, () -> system.license(request)));
    }

    /** Serves the document for players; see {@link DrmSystem#document}. */
    public DrmAnswer document(DocumentRequest request) {
        return call("document", LicenseRefusedException.class, () -> system.document(request));
    }

    /** The plug-in's own form of an answer to a token request. */
    public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
        return call("tokenAnswer", PluginFailedException.class, () -> system.tokenAnswer(grant));
    }

    /** The plug-in's own form of a refusal. If making it fails, the refusal is answered as usual. */
    public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
        try {
            return call("refusalAnswer", PluginFailedException.class, () -> system.refusalAnswer(refusal));
        } catch (PluginFailedException e) {
            LOG.error("a refusal is answered in the usual form, reference {}", refusal.reference(), e);
            return Optional.empty();
        }
    }

    /**
     * Calls the plug-in.
     *
     * @param allowed the only exception that the method may throw
     */
    private <T> T call(String method, Class<? extends RuntimeException> allowed, Supplier<@Nullable T> work) {
        return PluginCall.result(id.value(), method, allowed, work);
    }

    /** What the plug-in finds when it examines what licences need; see {@link DrmSystem#examine}. */
    public ImmutableList<Finding> examine(DrmExamination examination) {
        return call("examine", PluginFailedException.class, () -> system.examine(examination));
    }

    /** Closes the working part. A failure is logged, so that the other DRMs are closed too. */
    @Override
    public void close() {
        try {
            call("close", PluginFailedException.class, () -> {
                system.close();
                return this;
            });
        } catch (PluginFailedException e) {
            LOG.warn("the plug-in {} could not be closed", id, e);
        }
    }
}
