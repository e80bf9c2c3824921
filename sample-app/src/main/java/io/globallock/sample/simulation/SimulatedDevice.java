package io.globallock.sample.simulation;

import io.globallock.sample.sensor.Bmp280;
import io.globallock.sample.sensor.Tmp102;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The registers of a sensor that is not there, as 256 bytes. All of them follow from their place and the time: fixed facts
 * of the data sheet, the {@link Weather}, and a pattern without repetition where the real chip has nothing. So whoever reads
 * knows what it should have been.
 */
public enum SimulatedDevice {
    /** Registers of two bytes; the pointer stays where it is. */
    TMP102(Tmp102.ADDRESS, 2) {
        @Override
        void fix(ByteBuffer registers) {
            // Configuration, low and high limit (75 °C and 80 °C) after power-on.
            registers.putShort(2, (short) 0x60a0).putShort(4, (short) 0x4b00).putShort(6, (short) 0x5000);
        }

        @Override
        void measure(ByteBuffer registers, Weather weather) {
            registers.putShort(Tmp102.TEMPERATURE, (short) (weather.tmp102() << 4));
        }
    },

    /** Registers of one byte; the pointer moves on with each byte that is read. */
    BMP280(Bmp280.ADDRESS, 1) {
        @Override
        void fix(ByteBuffer registers) {
            registers.put(Bmp280.ID, (byte) Bmp280.CHIP_ID).put(0xf4, (byte) 0x27);
            // The example of the data sheet's section 3.12.
            int[] figures = {27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000};
            ByteBuffer calibration = registers.slice(Bmp280.CALIBRATION, Bmp280.CALIBRATION_LENGTH);
            calibration.order(ByteOrder.LITTLE_ENDIAN);
            for (int figure : figures) {
                calibration.putShort((short) figure);
            }
        }

        @Override
        void measure(ByteBuffer registers, Weather weather) {
            putTwentyBits(registers, Bmp280.DATA, weather.pressure());
            putTwentyBits(registers, Bmp280.DATA + 3, weather.temperature());
        }
    };

    static final int LENGTH = 256;

    private final int address;
    private final int registerLength;

    SimulatedDevice(int address, int registerLength) {
        this.address = address;
        this.registerLength = registerLength;
    }

    abstract void fix(ByteBuffer registers);

    abstract void measure(ByteBuffer registers, Weather weather);

    static Optional<SimulatedDevice> at(int address) {
        return Arrays.stream(values())
                .filter(device -> device.address == address)
                .findFirst();
    }

    int address() {
        return address;
    }

    /** The content of all registers at a moment. */
    byte[] registers(long epochMillis) {
        byte[] registers = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            registers[i] = (byte) (address + 7 * i);
        }
        fix(ByteBuffer.wrap(registers));
        measure(ByteBuffer.wrap(registers), Weather.at(epochMillis));
        return registers;
    }

    /** Where the byte comes from that is the n-th of a read while the pointer is at a register. */
    int place(int pointer, int n) {
        return (registerLength == 1 ? pointer : pointer * registerLength + n % registerLength) % LENGTH;
    }

    /** Where the pointer is after one more byte. */
    int next(int pointer) {
        return registerLength == 1 ? (pointer + 1) % LENGTH : pointer;
    }

    /** What an undisturbed read yields at a moment, in milliseconds since 1970. */
    public byte[] expected(int register, int length, long epochMillis) {
        byte[] registers = registers(epochMillis);
        byte[] expected = new byte[length];
        int pointer = register;
        for (int i = 0; i < length; i++) {
            expected[i] = registers[place(pointer, i)];
            pointer = next(pointer);
        }
        return expected;
    }

    /**
     * Whether a read was undisturbed.
     *
     * @param from when it began, in milliseconds since 1970
     * @param to when it ended
     */
    public boolean isRight(byte[] bytes, int register, long from, long to) {
        for (long second = Weather.second(from); second <= Weather.second(to); second++) {
            if (Arrays.equals(bytes, expected(register, bytes.length, second * 1000))) {
                return true;
            }
        }
        return false;
    }

    private static void putTwentyBits(ByteBuffer registers, int at, int value) {
        registers.put(at, (byte) (value >> 12)).put(at + 1, (byte) (value >> 4)).put(at + 2, (byte) (value << 4));
    }
}
