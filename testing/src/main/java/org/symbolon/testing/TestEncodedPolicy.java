package org.symbolon.testing;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;

/** A policy in the form that it has in a token, for tests of {@link org.symbolon.core.drm.DrmSystem#decode}. */
public final class TestEncodedPolicy implements EncodedPolicy {
    private final byte[] policy;
    private final ImmutableList<byte[]> keys;

    private TestEncodedPolicy(byte[] policy, ImmutableList<byte[]> keys) {
        this.policy = policy;
        this.keys = keys;
    }

    /** What a policy writes into a token with so many keys. */
    public static TestEncodedPolicy of(DrmPolicy policy, int keyCount) {
        return new TestEncodedPolicy(
                written(policy::encode),
                IntStream.range(0, keyCount)
                        .mapToObj(key -> written(fields -> policy.encodeKey(key, fields)))
                        .collect(ImmutableList.toImmutableList()));
    }

    /** What the given code writes, in a token with one key and no fields for it. */
    public static TestEncodedPolicy of(Consumer<FieldWriter> code) {
        return of(written(code), ImmutableList.of(new byte[0]));
    }

    /**
     * Any bytes, also such as are not fields.
     *
     * @param policy the bytes of the policy
     * @param keys the bytes of each key
     */
    public static TestEncodedPolicy of(byte[] policy, List<byte[]> keys) {
        return new TestEncodedPolicy(
                policy.clone(), keys.stream().map(byte[]::clone).collect(ImmutableList.toImmutableList()));
    }

    private static byte[] written(Consumer<FieldWriter> code) {
        FieldWriter fields = new FieldWriter();
        code.accept(fields);
        return fields.toBytes();
    }

    /** The bytes of the policy. */
    public byte[] policyBytes() {
        return policy.clone();
    }

    /** The bytes of each key. */
    public ImmutableList<byte[]> keyBytes() {
        return keys.stream().map(byte[]::clone).collect(ImmutableList.toImmutableList());
    }

    /** The same policy with other fields for all keys. */
    public TestEncodedPolicy withPolicy(byte[] bytes) {
        return of(bytes, keys);
    }

    /** The same policy with other fields for one key. */
    public TestEncodedPolicy withKey(int position, byte[] bytes) {
        return new TestEncodedPolicy(
                policy,
                IntStream.range(0, keys.size())
                        .mapToObj(key -> key == position ? bytes.clone() : keys.get(key))
                        .collect(ImmutableList.toImmutableList()));
    }

    @Override
    public FieldReader fields() {
        return new FieldReader(policy);
    }

    @Override
    public ImmutableList<FieldReader> keyFields() {
        return keys.stream().map(FieldReader::new).collect(ImmutableList.toImmutableList());
    }
}
