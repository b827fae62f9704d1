"""What other rooms may use of this one."""

from lvheng.talent.models import PoolMember

__all__ = ["PoolMember"]
