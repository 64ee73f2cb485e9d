package org.symbolon.core.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;

/**
 * What the service says of itself to commands, which do not know its classes. It is found by {@link
 * java.util.ServiceLoader} on the class path.
 */
public interface ServiceDescription {

    /** The settings that the service declares. */
    ImmutableList<SettingKey<?>> settings();

    /**
     * Examines the settings of the service, and what they need of this machine. Nothing is started.
     *
     * @param drms the DRMs that are loaded
     * @throws org.symbolon.core.settings.SettingsException if a setting is not valid
     */
    ImmutableList<Finding> examine(Settings settings, ImmutableSet<DrmId> drms);
}
