package io.globallock.sample.station;

import io.globallock.mps.MpsGlobalLocks;
import org.jspecify.annotations.Nullable;

/**
 * Altitude by air pressure after the barometric formula of the BMP280's predecessor (BMP180 data sheet, section 3.6).
 *
 * <p>Powers are slow on the small processors that have such buses, so there is a table, made by whoever needs it first. MPS's
 * recursive global lock guards that: a lock of this JVM that needs no initialisation, made for data that is computed once.
 */
final class AltitudeTable {

    private static final int LOWEST = 300; // hPa, the sensor's range
    private static final int HIGHEST = 1100;
    private static final double SEA_LEVEL = 1013.25; // hPa

    private static volatile @Nullable AltitudeTable shared;

    private final double[] metres = new double[HIGHEST - LOWEST + 1];

    private AltitudeTable() {
        for (int i = 0; i < metres.length; i++) {
            metres[i] = 44330 * (1 - Math.pow((LOWEST + i) / SEA_LEVEL, 1 / 5.255));
        }
    }

    static AltitudeTable shared() {
        AltitudeTable table = shared;
        if (table == null) {
            MpsGlobalLocks.claimGlobalRecursive();
            try {
                table = shared;
                if (table == null) {
                    table = new AltitudeTable();
                    shared = table;
                }
            } finally {
                MpsGlobalLocks.releaseGlobalRecursive();
            }
        }
        return table;
    }

    /** The altitude in metres above the standard sea level; a pressure outside 300 to 1100 hPa counts as the nearest inside. */
    double metres(double hectopascal) {
        double place = Math.max(0, Math.min(hectopascal - LOWEST, HIGHEST - LOWEST));
        int below = (int) Math.min(place, HIGHEST - LOWEST - 1);
        return metres[below] + (place - below) * (metres[below + 1] - metres[below]);
    }
}
